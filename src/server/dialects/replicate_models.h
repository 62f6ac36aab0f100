// server/dialects/replicate_models.h
//
// Models, their versions and what they take, as Replicate's clients ask for them.
//
// Vendor page  docs/dialects/replicate.md (fields, date read)
// Exchanges    tests/server/dialects/replicate_models_test.cpp
//
// The OpenAPI document of a version is made from the same field table that checks predictions.
//
// Traps     QUERY is a method of its own, with the words as its body; the npm client sends them as a JSON
//           string, quotes and all, under text/plain.
//           `version` alone must lead to the model: "owner/name:VERSION" becomes POST /predictions with
//           nothing but VERSION.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::replicate {

extern const FieldTable kSeedream4Input;
extern const FieldTable kSeedream45Input;

struct Model {
  std::string owner;
  std::string name;
  std::string id;  // for server/model_names
  std::string description;
  const FieldTable* input = nullptr;

  std::string full_name() const { return owner + "/" + name; }
  // 64 hex digits. It stands for the name alone, so it is the same everywhere and never changes.
  std::string version_id() const;
};

// Every model that has a name here: Seedream's, the installed ones and the aliases.
std::vector<Model> catalogue(ImageService& service);

// By "owner/name", "owner/name:VERSION", the id of a version, or any id that server/model_names knows.
// Throws Error(NotFound, ..., field).
Model find_model(ImageService& service, const std::string& text, const std::string& field);

// Fills what the vendor's schema has a default for, and drops what it reads only beside another value.
void finish_input(Draft& draft);

// {"next", "previous", "results"}: also what the shared GET /v1/models shows beside OpenAI's list.
Json models_page(ImageService& service, const HttpRequest& request);

Answer list_models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer search_models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer get_model(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer list_versions(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer get_version(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::replicate
