// tests/server/workbench_page_test.cpp
//
// The page and its files: embedded or from a folder, and never anything else.

#include "server/workbench_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/temp_folder.h"

namespace reverie {
namespace {

using testing::HasSubstr;
using testing_folders::TempFolder;

HttpResponse get(const WorkbenchPage& page, const std::string& path, Headers headers = {}) {
  HttpRequest request;
  request.method = "GET";
  request.headers = std::move(headers);
  return page.serve(request, path);
}

std::string header(const HttpResponse& response, std::string_view name) {
  return std::string(header_of(response.headers, name));
}

TEST(WorkbenchPage, IsPartOfTheProgram) {
  const HttpResponse index = get(WorkbenchPage(), "index.html");
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(header(index, "content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(index.body, HasSubstr("</html>"));
}

TEST(WorkbenchPage, NothingFromElsewhereAndNothingInlineMayRun) {
  const HttpResponse index = get(WorkbenchPage(), "index.html");
  const std::string policy = header(index, "content-security-policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';")) << policy;
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(header(index, "x-content-type-options"), "nosniff");
  EXPECT_EQ(header(index, "referrer-policy"), "no-referrer");
  EXPECT_EQ(header(index, "cross-origin-opener-policy"), "same-origin");
  EXPECT_THAT(header(index, "permissions-policy"), HasSubstr("camera=()"));
}

TEST(WorkbenchPage, ABrowserThatHasTheFileIsToldSo) {
  const WorkbenchPage page;
  const std::string etag = header(get(page, "index.html"), "etag");
  EXPECT_EQ(header(get(page, "index.html"), "cache-control"), "no-cache");
  const HttpResponse again = get(page, "index.html", {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(get(page, "index.html", {{"If-None-Match", "\"older\""}}).status, 200);
}

TEST(WorkbenchPage, WhatIsNotInTheListIsNotThere) {
  for (const char* path : {"", "/", "nothing.js", "../CMakeLists.txt", "index.html/", "/index.html",
                           "styles/../index.html", "./index.html", "INDEX.HTML"}) {
    EXPECT_THROW(get(WorkbenchPage(), path), Error) << path;
  }
}

class WorkbenchFolder : public ::testing::Test {
 protected:
  WorkbenchFolder() {
    folder_.file("page/index.html", "<p>first</p>");
    folder_.file("page/styles/tokens.css", "p {}");
    folder_.file("page/.hidden", "secret");
    folder_.file("secret.txt", "secret");
    std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "page/out.txt");
    std::filesystem::create_directory_symlink(folder_.path(), folder_ / "page/up");
    std::filesystem::create_symlink(folder_ / "page/index.html", folder_ / "page/in.html");
  }

  const TempFolder folder_;
};

TEST_F(WorkbenchFolder, IsReadAnewForEachRequest) {
  const WorkbenchPage page(folder_ / "page");
  EXPECT_EQ(get(page, "index.html").body, "<p>first</p>");
  folder_.file("page/index.html", "<p>second</p>");
  EXPECT_EQ(get(page, "index.html").body, "<p>second</p>");
  EXPECT_EQ(header(get(page, "styles/tokens.css"), "content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(get(page, "in.html").body, "<p>second</p>");
}

TEST_F(WorkbenchFolder, NoPathLeadsOutOfIt) {
  const WorkbenchPage page(folder_ / "page");
  for (const std::string path :
       {"../secret.txt", "styles/../../secret.txt", "out.txt", "up/secret.txt", "/etc/hostname", "styles",
        ".hidden", "styles//tokens.css", "a\\..\\b", ""}) {
    EXPECT_THROW(get(page, path), Error) << path;
  }
  EXPECT_THROW(get(page, std::string("index.html\0.css", 15)), Error);
}

TEST_F(WorkbenchFolder, MustHoldAPage) {
  EXPECT_THROW(WorkbenchPage(folder_ / "nothing"), Error);
  EXPECT_THROW(WorkbenchPage(folder_ / "page/styles"), Error);
}

}  // namespace
}  // namespace reverie
