#include "intake/multipart.h"

#include <algorithm>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMaxBoundary = 70;
constexpr std::size_t kMaxName = 256;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// `lower_text` is in lower case already.
bool is_same(std::string_view text, std::string_view lower_text) {
  return std::equal(text.begin(), text.end(), lower_text.begin(), lower_text.end(),
                    [](char a, char b) { return lower(a) == b; });
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A character of a header's name or of an unquoted value (RFC 9110, token).
bool is_token(char c) {
  return is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_boundary(char c) {
  return is_alphanumeric(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The bytes of the character that begins `text`, or 0 if that is not UTF-8 (RFC 3629: shortest form, no
// surrogates, at most U+10FFFF).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
  const unsigned lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(1) < lowest || byte(1) > highest) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  return length;
}

bool is_plain_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0 || is_control(text.front())) return false;
    text.remove_prefix(length);
  }
  return true;
}

// Who is at fault: "part 3 of the form", and the field it carries if that is known.
struct Place {
  std::string what;
  std::string field;
};

[[noreturn]] void refuse(const Place& place, const std::string& why) {
  throw Error(ErrorCode::InvalidRequest, place.what + ": " + why, place.field);
}

struct Parameter {
  std::string_view name;
  std::string value;
};

// Takes a quoted string from the front of `rest`. Only \" and \\ are escapes: browsers of old send whole
// Windows paths as filenames.
std::string take_quoted(std::string_view& rest, const Place& place) {
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return value;
    }
    const bool is_escape =
        rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
    if (is_escape) ++i;
    value += rest[i];
  }
  refuse(place, "a quoted value has no end");
}

// Reads `value; name=text; name="text"`: gives the value and puts the parameters into `parameters`.
// `is_unquoted` says which characters may stand in a value without quotes.
template <typename IsUnquoted>
std::string_view read_parameters(std::string_view text, IsUnquoted is_unquoted, const Place& place,
                                 std::vector<Parameter>& parameters) {
  const std::size_t first = std::min(text.find(';'), text.size());
  const std::string_view value = trimmed(text.substr(0, first));
  std::string_view rest = text.substr(first);
  while (!rest.empty()) {
    rest = trimmed(rest.substr(1));  // behind the ';'
    const auto name_end = std::find_if_not(rest.begin(), rest.end(), is_token);
    const std::string_view name = rest.substr(0, static_cast<std::size_t>(name_end - rest.begin()));
    rest.remove_prefix(name.size());
    if (name.empty() || !rest.starts_with('=')) refuse(place, "expected name=value after \";\"");
    rest.remove_prefix(1);
    if (rest.starts_with('"')) {
      parameters.push_back({name, take_quoted(rest, place)});
    } else {
      const auto end = std::find_if_not(rest.begin(), rest.end(), is_unquoted);
      const std::string_view bare = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
      if (bare.empty()) refuse(place, "\"" + std::string(name) + "\" has no value");
      parameters.push_back({name, std::string(bare)});
      rest.remove_prefix(bare.size());
    }
    rest = trimmed(rest);
    if (!rest.empty() && rest.front() != ';') refuse(place, "expected \";\" between parameters");
  }
  return value;
}

std::string checked_boundary(const std::string& boundary, const Place& place) {
  const bool is_good = !boundary.empty() && boundary.size() <= kMaxBoundary && boundary.back() != ' ' &&
                       std::all_of(boundary.begin(), boundary.end(), is_boundary);
  if (!is_good) {
    refuse(place,
           "expected a boundary of 1 to 70 characters out of letters, digits and '()+_,-./:=? (the last "
           "one no space)");
  }
  return boundary;
}

// Browsers write a quotation mark inside a name as %22.
std::string name_of(const std::string& text, const char* kind, const Place& place) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_mark = text.compare(i, 3, "%22") == 0;
    name += is_mark ? '"' : text[i];
    if (is_mark) i += 2;
  }
  if (name.size() > kMaxName || !is_plain_utf8(name)) {
    refuse(place,
           std::string("expected a ") + kind + " of at most 256 bytes of UTF-8 without control characters");
  }
  return name;
}

struct PartHeaders {
  bool has_disposition = false;
  bool has_type = false;
  bool has_encoding = false;
};

void read_disposition(std::string_view value, Place& place, MultipartPart& part) {
  std::vector<Parameter> parameters;
  if (!is_same(read_parameters(value, is_token, place, parameters), "form-data")) {
    refuse(place, "expected Content-Disposition: form-data");
  }
  bool has_name = false;
  for (const Parameter& parameter : parameters) {
    if (is_same(parameter.name, "name")) {
      if (has_name) refuse(place, "Content-Disposition has two names");
      has_name = true;
      part.name = name_of(parameter.value, "name", place);
    } else if (is_same(parameter.name, "filename")) {
      if (part.filename) refuse(place, "Content-Disposition has two filenames");
      part.filename = name_of(parameter.value, "filename", place);
    } else if (!is_same(parameter.name, "filename*")) {
      refuse(place, "Content-Disposition has a parameter \"" + printable(parameter.name, 40) +
                        "\"; expected name and filename");
    }
  }
  if (part.name.empty()) refuse(place, "Content-Disposition has no name");
  place.field = part.name;
}

void read_header(std::string_view line, Place& place, PartHeaders& seen, MultipartPart& part) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos || name.empty() || !std::all_of(name.begin(), name.end(), is_token)) {
    refuse(place, "expected a header \"Name: value\" (no blank before the colon, no folded lines)");
  }
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; })) {
    refuse(place, "a header has a control character");
  }
  const auto once = [&](bool& is_seen) {
    if (is_seen) refuse(place, "the header " + printable(name, 40) + " comes twice");
    is_seen = true;
  };
  if (is_same(name, "content-disposition")) {
    once(seen.has_disposition);
    read_disposition(value, place, part);
  } else if (is_same(name, "content-type")) {
    once(seen.has_type);
    part.content_type = value;
  } else if (is_same(name, "content-transfer-encoding")) {
    once(seen.has_encoding);
    if (!is_same(value, "binary") && !is_same(value, "8bit") && !is_same(value, "7bit")) {
      refuse(place, "expected no Content-Transfer-Encoding, got " + printable(value, 40));
    }
  }
}

// Takes the header block and the empty line after it from the front of `rest`.
void take_headers(std::string_view& rest, Place& place, MultipartPart& part) {
  const std::string_view block = rest.substr(0, kMaxPartHeaderBytes + 4);
  const std::size_t end = block.find("\r\n\r\n");
  if (end == std::string_view::npos)
    refuse(place, "expected at most 8192 bytes of headers and an empty line");
  PartHeaders seen;
  for (std::string_view lines = block.substr(0, end + kLineEnd.size()); !lines.empty();) {
    const std::size_t line_end = lines.find(kLineEnd);
    read_header(lines.substr(0, line_end), place, seen, part);
    lines.remove_prefix(line_end + kLineEnd.size());
  }
  if (!seen.has_disposition) refuse(place, "expected a Content-Disposition");
  rest.remove_prefix(end + 4);
}

}  // namespace

std::string multipart_boundary(std::string_view content_type) {
  const Place place{"the request's Content-Type", "Content-Type"};
  if (std::any_of(content_type.begin(), content_type.end(), is_control)) {
    refuse(place, "has a control character");
  }
  const auto is_unquoted = [](char c) { return is_token(c) || (is_boundary(c) && c != ' '); };
  std::vector<Parameter> parameters;
  if (!is_same(read_parameters(content_type, is_unquoted, place, parameters), "multipart/form-data")) {
    refuse(place, "expected multipart/form-data");
  }
  std::optional<std::string> boundary;
  for (const Parameter& parameter : parameters) {
    if (!is_same(parameter.name, "boundary")) continue;
    if (boundary) refuse(place, "has two boundaries");
    boundary = checked_boundary(parameter.value, place);
  }
  if (!boundary) refuse(place, "expected a boundary");
  return *boundary;
}

std::vector<MultipartPart> parse_multipart(std::string_view body, std::string_view boundary) {
  const std::string delimiter = "\r\n--" + std::string(boundary);
  const std::string_view first = std::string_view(delimiter).substr(kLineEnd.size());
  if (!body.starts_with(first)) refuse({"the form", ""}, "expected the boundary at its first byte");
  std::string_view rest = body.substr(first.size());
  std::vector<MultipartPart> parts;
  for (;;) {
    Place place{"part " + std::to_string(parts.size() + 1) + " of the form", ""};
    if (rest == "--" || rest == "--\r\n") break;
    if (rest.starts_with("--")) refuse({"the form", ""}, "expected nothing after the last boundary");
    if (!rest.starts_with(kLineEnd)) refuse(place, "expected a line end or \"--\" right after the boundary");
    rest.remove_prefix(kLineEnd.size());
    if (parts.size() == kMaxParts) refuse({"the form", ""}, "expected at most 64 parts");
    MultipartPart part;
    take_headers(rest, place, part);
    const std::size_t end = rest.find(delimiter);
    if (end == std::string_view::npos) refuse(place, "expected a boundary after it (is the body cut short?)");
    part.bytes = rest.substr(0, end);
    rest.remove_prefix(end + delimiter.size());
    parts.push_back(std::move(part));
  }
  if (parts.empty()) refuse({"the form", ""}, "expected at least one part");
  return parts;
}

}  // namespace reverie
