// intake/data_uri.h
//
// Pictures written into the request itself: a data URI or bare base64.
//
//   data:image/png;base64,iVBORw0...     what most clients send
//   data:application/octet-stream;...    what the Replicate client sends for bytes it knows nothing of
//   iVBORw0...                           what the upstream's own examples call "base64"
//
// Used by   the dialects, for every field that may hold a reference picture; their replies (make_data_uri).
// Source    RFC 2397; the upstream image API page (revision 265) for `data:image/<subtype>;base64,`.
// Traps     The media type is the sender's word. Which format it is, the bytes decide (image/sniff.h).
//           No other parameter and no percent-encoding is read: whoever writes those means another document
//           than the one we would see.
// Proven by tests/intake/data_uri_test.cpp, tests/fuzz/data_uri_fuzz.cpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reverie {

// As kMaxSourceBytes of image/read_image.h, a folder that is not needed to read a request.
inline constexpr std::size_t kMaxInlineBytes = std::size_t{30} << 20;

struct InlineImage {
  std::string mime;   // in lower case, "image/png"; empty if the sender did not say
  std::string bytes;  // 1 to kMaxInlineBytes of them
};

// Whether `text` begins with "data:", in any case.
bool is_data_uri(std::string_view text);

// Reads either form. Throws Error(InvalidRequest, ..., field); the message holds no part of the picture.
InlineImage read_inline_image(std::string_view text, const std::string& field);

// "data:MIME;base64,...".
std::string make_data_uri(std::string_view mime, std::string_view bytes);

}  // namespace reverie
