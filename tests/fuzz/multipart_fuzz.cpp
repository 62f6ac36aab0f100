// tests/fuzz/multipart_fuzz.cpp
//
// Any Content-Type and any body are a form or are refused as InvalidRequest; the parts lie in the body, in
// order and apart, none holds the boundary, and names are UTF-8 that JSON can carry. The input is the
// Content-Type, a line end, and the body.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "core/json.h"
#include "intake/multipart.h"

namespace {

void check(std::string_view body, const std::string& boundary) {
  const auto parts = reverie::parse_multipart(body, boundary);
  if (parts.empty() || parts.size() > reverie::kMaxParts) std::abort();
  const char* end_of_last = body.data();
  for (const reverie::MultipartPart& part : parts) {
    if (part.bytes.data() < end_of_last) std::abort();
    end_of_last = part.bytes.data() + part.bytes.size();
    if (end_of_last > body.data() + body.size()) std::abort();
    if (part.bytes.find("\r\n--" + boundary) != std::string_view::npos) std::abort();
    if (part.name.empty()) std::abort();
    reverie::Json({part.name, part.filename.value_or("")}).dump();  // throws if it is not UTF-8
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = input.find('\n');
  if (line_end == std::string_view::npos) return 0;
  try {
    check(input.substr(line_end + 1), reverie::multipart_boundary(input.substr(0, line_end)));
  } catch (const reverie::Error& error) {
    if (error.code() != reverie::ErrorCode::InvalidRequest) std::abort();
    reverie::Json({error.what(), error.field()})
        .dump(-1, ' ', false, reverie::Json::error_handler_t::replace);
  }
  return 0;
}
