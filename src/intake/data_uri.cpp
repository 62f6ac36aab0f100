#include "intake/data_uri.h"

#include <algorithm>

#include "core/error.h"
#include "intake/base64.h"

namespace reverie {
namespace {

constexpr std::string_view kScheme = "data:";
constexpr std::string_view kEncoding = ";base64";
constexpr std::string_view kAnyImage = "image/";
constexpr std::string_view kUnknownBytes = "application/octet-stream";
constexpr std::size_t kMaxMimeBytes = 64;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_image_type(std::string_view mime) {
  if (!mime.starts_with(kAnyImage) || mime.size() == kAnyImage.size()) return false;
  return std::all_of(mime.begin() + kAnyImage.size(), mime.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-';
  });
}

[[noreturn]] void refuse(const std::string& why, const std::string& field) {
  throw Error(ErrorCode::InvalidRequest, "expected \"data:image/<subtype>;base64,<...>\", got " + why, field);
}

// The media type of "data:MIME;base64", the part before the comma, in lower case.
std::string mime_of(const std::string& head, const std::string& field) {
  if (!head.ends_with(kEncoding)) refuse("a data URI that is not in base64", field);
  std::string mime = head.substr(kScheme.size(), head.size() - kScheme.size() - kEncoding.size());
  if (mime != kUnknownBytes && !is_image_type(mime)) refuse("a data URI of another type", field);
  return mime;
}

}  // namespace

bool is_data_uri(std::string_view text) {
  return lower_case(text.substr(0, kScheme.size())) == kScheme;
}

InlineImage read_inline_image(std::string_view text, const std::string& field) {
  InlineImage image;
  if (is_data_uri(text)) {
    const std::size_t longest = kScheme.size() + kMaxMimeBytes + kEncoding.size();
    const std::size_t comma = text.substr(0, longest + 1).find(',');
    if (comma == std::string_view::npos) refuse("a data URI without a comma after its type", field);
    image.mime = mime_of(lower_case(text.substr(0, comma)), field);
    text.remove_prefix(comma + 1);
  }
  image.bytes = decode_base64(text, kMaxInlineBytes, field);
  if (image.bytes.empty()) throw Error(ErrorCode::InvalidRequest, "expected a picture, got no bytes", field);
  return image;
}

std::string make_data_uri(std::string_view mime, std::string_view bytes) {
  return std::string(kScheme) + std::string(mime) + std::string(kEncoding) + "," + encode_base64(bytes);
}

}  // namespace reverie
