// server/dialects/replicate_files.h
//
// Files that Replicate's clients upload before they make a prediction with them.
//
//   POST /v1/files          multipart: "content" (the file), "metadata" (JSON)
//   GET, DELETE /v1/files/ID
//
// `urls.get` is what clients then write into the input; server/image_service knows it for one of our own.
//
// Vendor page  docs/dialects/replicate.md
// Exchanges    tests/server/dialects/replicate_files_test.cpp
//
// Trap      npm sends a Buffer as application/octet-stream: what a file is, its bytes tell.
#pragma once

#include "server/image_service.h"
#include "server/router.h"

namespace reverie::replicate {

Answer create_file(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer get_file(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer delete_file(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::replicate
