#include "server/workbench_page.h"

#include <algorithm>

#include "core/embedded_file.h"
#include "core/error.h"
#include "core/file.h"
#include "core/printable.h"
#include "intake/secrets.h"
#include "server/entity_tag.h"

namespace reverie {

std::span<const EmbeddedFile> workbench_files();  // made by cmake/embed.cmake

namespace {

constexpr std::size_t kLargestFile = std::size_t{16} << 20;

struct TypeRow {
  std::string_view ending;
  std::string_view mime;
};

constexpr TypeRow kTypes[] = {{".html", "text/html; charset=utf-8"},
                              {".js", "text/javascript; charset=utf-8"},
                              {".css", "text/css; charset=utf-8"},
                              {".json", "application/json; charset=utf-8"},
                              {".svg", "image/svg+xml; charset=utf-8"},
                              {".png", "image/png"},
                              {".jpeg", "image/jpeg"},
                              {".jpg", "image/jpeg"},
                              {".webp", "image/webp"},
                              {".ico", "image/x-icon"},
                              {".woff2", "font/woff2"}};
constexpr std::string_view kOtherType = "text/plain; charset=utf-8";  // licences

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
    "'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr std::string_view kPermissionsPolicy =
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
    "gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), "
    "payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), "
    "usb=(), "
    "xr-spatial-tracking=()";

std::string_view type_of(std::string_view path) {
  const auto row = std::find_if(std::begin(kTypes), std::end(kTypes),
                                [&](const TypeRow& one) { return path.ends_with(one.ending); });
  return row == std::end(kTypes) ? kOtherType : row->mime;
}

// Names only: no way up, nothing hidden, nothing that a system could read as another path.
bool is_plain(std::string_view path) {
  for (std::string_view rest = path;;) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (name.empty() || name.front() == '.' ||
        name.find_first_of(std::string_view("\\:\0", 3)) != name.npos) {
      return false;
    }
    if (name.size() == rest.size()) return true;
    rest.remove_prefix(name.size() + 1);
  }
}

std::optional<std::string> read_embedded(const std::string& path) {
  const auto files = workbench_files();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.path == path; });
  if (found == files.end()) return std::nullopt;
  return std::string(found->bytes);
}

}  // namespace

WorkbenchPage::WorkbenchPage(const std::filesystem::path& folder) {
  if (folder.empty()) return;
  std::error_code missing;
  folder_ = std::filesystem::canonical(folder, missing);
  if (missing || !read("index.html")) {
    throw Error(ErrorCode::NotFound, "there is no index.html in " + folder.string(), "workbench");
  }
}

std::optional<std::string> WorkbenchPage::read(const std::string& path) const {
  if (folder_.empty()) return read_embedded(path);
  if (!is_plain(path)) return std::nullopt;
  std::error_code missing;
  const std::filesystem::path file = std::filesystem::canonical(folder_ / path, missing);
  // A link may lead anywhere; what it leads to must lie in the folder.
  if (missing || file.lexically_relative(folder_).begin()->string() == ".." ||
      !std::filesystem::is_regular_file(file, missing)) {
    return std::nullopt;
  }
  return read_text(file, kLargestFile);
}

HttpResponse WorkbenchPage::serve(const HttpRequest& request, const std::string& path) const {
  auto bytes = read(path);
  if (!bytes) throw Error(ErrorCode::NotFound, "there is no file " + printable(path) + " in the workbench");
  const std::string etag = "\"" + sha256_hex(*bytes).substr(0, 32) + "\"";
  HttpResponse response;
  response.headers = {{"content-type", std::string(type_of(path))},
                      {"etag", etag},
                      {"cache-control", "no-cache"},
                      {"content-security-policy", std::string(kContentSecurityPolicy)},
                      {"permissions-policy", std::string(kPermissionsPolicy)},
                      {"referrer-policy", "no-referrer"},
                      {"cross-origin-opener-policy", "same-origin"},
                      {"x-content-type-options", "nosniff"}};
  if (is_known_to_client(request, etag)) {
    response.status = 304;
  } else {
    response.body = std::move(*bytes);
  }
  return response;
}

}  // namespace reverie
