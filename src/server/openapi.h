// server/openapi.h
//
// An OpenAPI 3.1 document for each dialect and for our own API, made from the list of routes and the field
// tables that check the requests: what is documented is what is enforced.
//
// Used by   server/routes.cpp: /openapi.json (our own API and the list of the others), /DIALECT/openapi.json
// Proven by tests/server/routes_test.cpp
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/dialects/fields.h"

namespace reverie {

struct Operation {
  std::string method;
  std::string path;  // a router pattern: "/v1/models/{owner}/{name}"
  const FieldTable* body = nullptr;
  bool is_multipart = false;
};

// `path_prefix` is put before each path. Methods that OpenAPI does not know (QUERY) are left out.
Json openapi_of(const std::string& title, std::span<const Operation> operations,
                const std::string& path_prefix);

}  // namespace reverie
