// server/files.h
//
// GET /files/BLOB.ENDING?expires=..&signature=..: pictures by signed address, without a key, with ranges and
// ETag.
//
// Source    RFC 9110 sections 13 (conditional requests) and 14 (ranges); one range a request
// Used by   server/routes.cpp
// Proven by tests/server/routes_test.cpp
#pragma once

#include "jobs/blob_store.h"
#include "server/http.h"
#include "server/router.h"
#include "server/signed_urls.h"

namespace reverie {

// `values` holds "file". Throws Error(Forbidden) for an address that is forged or expired, Error(NotFound).
HttpResponse serve_file(BlobStore& blobs, const SignedUrls& urls, const HttpRequest& request,
                        const PathValues& values);

}  // namespace reverie
