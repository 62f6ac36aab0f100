// intake/multipart.h
//
// Forms with files: the parts of a multipart/form-data body that is whole in memory.
//
// Used by   the dialects with uploads (OpenAI's edits, file uploads).
// Source    RFC 7578 (form-data), RFC 2046 section 5.1 (boundaries); how browsers write names: WHATWG HTML,
//           "multipart form data".
// Proven by tests/intake/multipart_test.cpp, tests/fuzz/multipart_fuzz.cpp
//
// THE BODY
//
//   --BOUNDARY CRLF  headers CRLF CRLF  bytes CRLF     for each part
//   --BOUNDARY-- [CRLF]                                and nothing before or after
//
// WHAT WE REQUIRE. The RFCs let receivers be kind; a kind receiver and a strict one in front of it see two
// different forms, so we are strict:
//   1. BOUNDARY has 1 to 70 characters of RFC 2046 and does not end in a space.
//   2. The first byte begins the first boundary. No text before it, none after the last, no blanks after a
//      boundary, CRLF and never a bare LF.
//   3. A line that begins with the boundary is a boundary: "--BOUNDARYx" inside a file is refused.
//   4. 1 to 64 parts. At most 8 KiB of headers each; no folded lines, no control characters.
//   5. One Content-Disposition: form-data with one name, at most one filename; at most one Content-Type. A
//      transfer encoding other than none (7bit, 8bit, binary) is refused, for we would hand on encoded bytes.
//   6. Names and filenames are UTF-8 without control characters, at most 256 bytes.
//
// Read over: other headers, as RFC 7578 wants it; filename*, which .NET sends beside filename.
//
// LIFETIME  The bytes of a part view the body.
// Traps     A filename is a stranger's text: show it, never open it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

inline constexpr std::size_t kMaxParts = 64;
inline constexpr std::size_t kMaxPartHeaderBytes = 8192;

struct MultipartPart {
  std::string name;
  std::optional<std::string> filename;  // there for files, even if empty
  std::string content_type;             // as sent; empty if not sent
  std::string_view bytes;
};

// The boundary that the request's Content-Type announces.
// Throws Error(InvalidRequest, ..., "Content-Type").
std::string multipart_boundary(std::string_view content_type);

// The parts in the order of the body; names may repeat. `boundary` is as multipart_boundary() gives it.
// Throws Error(InvalidRequest), which says at which part, and has the part's name as its field once known.
std::vector<MultipartPart> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace reverie
