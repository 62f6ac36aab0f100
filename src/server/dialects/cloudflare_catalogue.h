// server/dialects/cloudflare_catalogue.h
//
// What Cloudflare's clients look up before they draw: models, their schemas, authors, tasks, and whether a
// token works. Below /client/v4, as in cloudflare_ai.
//
// Vendor page  docs/dialects/cloudflare_ai.md
// Exchanges    tests/server/dialects/cloudflare_catalogue_test.cpp, tests/end_to_end/clients/
//
// Traps     The npm client asks for page 2, 3, ... until `result` is empty: a page past the end must be.
#pragma once

#include "server/image_service.h"
#include "server/router.h"

namespace reverie::cloudflare_catalogue {

// GET /accounts/{account}/ai/models/search?search=&task=&author=&source=&page=&per_page=
Answer search_models(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /accounts/{account}/ai/models/schema?model=
Answer model_schema(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /accounts/{account}/ai/authors/search
Answer search_authors(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /accounts/{account}/ai/tasks/search
Answer search_tasks(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /user/tokens/verify and GET /accounts/{account}/tokens/verify
Answer verify_token(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::cloudflare_catalogue
