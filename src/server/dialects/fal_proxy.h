// server/dialects/fal_proxy.h
//
// One address for everything that fal's npm client does, which has no option for another host:
//
//   createFalClient({proxyUrl: {url: "http://HOST/fal/proxy", when: "always"}})
//
// Each call then comes here with its own method, query and body, and its target in x-fal-target-url:
//
//   https://fal.run/ENDPOINT                        run
//   https://queue.fal.run/...                       the queue
//   https://rest.fal.ai/storage/upload/initiate     where to upload a file to
//
// The upload itself is no call of the client's but a bare PUT, without key and without proxy, to the address
// that initiate answered: that address carries a ticket (image_service.h).
//
// Vendor page  docs/dialects/fal.md; the source of @fal-ai/client 1.10.1
// Exchanges    tests/server/dialects/fal_proxy_test.cpp
//
// Trap      Nothing is ever fetched: the target is only read. A target of another host is refused.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::fal {

extern const FieldTable kInitiateFields;

Answer proxy(ImageService& service, const HttpRequest& request, const PathValues& values);

// POST /fal/storage/upload/initiate, PUT and GET /fal/storage/{id}
Answer initiate_upload(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer put_upload(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer get_upload(ImageService& service, const HttpRequest& request, const PathValues& values);
// POST /fal/storage/upload/initiate-multipart: for files of more than 90 MB, which no picture here may have.
Answer refuse_large_upload(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::fal
