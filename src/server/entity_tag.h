// server/entity_tag.h
//
// Whether a client has what it asks for already, so that 304 is the whole answer.
//
// Source    RFC 9110 section 13.1.2: If-None-Match is "*" or a list of tags
// Used by   server/files, server/thumbnails, server/workbench_page
// Proven by tests/server/routes_test.cpp, thumbnails_test.cpp and workbench_page_test.cpp beside it
#pragma once

#include "server/http.h"

namespace reverie {

//   etag   of what would be sent, with its quotes
inline bool is_known_to_client(const HttpRequest& request, std::string_view etag) {
  const std::string_view known = request.header("if-none-match");
  return known == "*" || known.find(etag) != std::string_view::npos;
}

}  // namespace reverie
