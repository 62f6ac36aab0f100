// server/workbench_page.h
//
// The page for people: GET / is workbench/index.html, GET /workbench/PATH a file of that folder. The files
// are part of the program; for work on the page a folder is read instead, anew for each request.
//
//   ETag            of the content, so that a browser asks each time and is told 304
//   CSP             only what this server itself serves: nothing inline, nothing from elsewhere, no frame
//                   around it. data: and blob: are for pictures that the page holds itself.
//
// Used by   server/routes.cpp
// Proven by tests/server/workbench_page_test.cpp
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "server/http.h"

namespace reverie {

class WorkbenchPage {
 public:
  // The embedded files; or those of `folder`, if it is not empty. Throws Error(NotFound, "workbench") if it
  // has no index.html.
  explicit WorkbenchPage(const std::filesystem::path& folder = {});

  // `path` is below workbench/, decoded: "styles/tokens.css". Throws Error(NotFound).
  HttpResponse serve(const HttpRequest& request, const std::string& path) const;

 private:
  std::optional<std::string> read(const std::string& path) const;

  std::filesystem::path folder_;  // empty: the embedded files
};

}  // namespace reverie
