// server/model_api.h
//
// The part of our own API that tells of models:
//
//   GET    /api/models                what is installed, and what each can do
//   POST   /api/prompts/check         how long a prompt is for a model, and which words it does not know
//
// A model's `fields` are those of a job (own_api::kJobFields) that have an effect with it: a form made of
// them offers nothing that would be refused.
//
// Used by   server/routes.cpp, server/admin_api
// Proven by tests/server/model_api_test.cpp
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::model_api {

extern const FieldTable kPromptFields;

Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer check_prompt(ImageService& service, const HttpRequest& request, const PathValues& values);

// As /api/models shows it.
Json model_json(ImageService& service, const std::string& name);

}  // namespace reverie::model_api
