#include "hub/listing.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/json.h"
#include "hub/hub_options.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxPathBytes = 1000;
constexpr std::size_t kMaxSegmentBytes = 255;
constexpr std::size_t kMaxSegments = 16;
constexpr std::size_t kMaxIdPartBytes = 96;

[[noreturn]] void refuse(const std::string& message) {
  throw Error(ErrorCode::CorruptFile, message);
}

// A whole number of hex digits, made lower-case; anything else is refused.
std::string hex_field(const Json& object, const char* name, std::initializer_list<std::size_t> lengths,
                      const std::string& where) {
  const auto it = object.find(name);
  if (it == object.end() || !it->is_string()) refuse(where + ": \"" + name + "\" is missing");
  std::string hex = it->get<std::string>();
  const bool has_length = std::find(lengths.begin(), lengths.end(), hex.size()) != lengths.end();
  if (!has_length || hex.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    refuse(where + ": \"" + name + "\" is expected to be a hash in hex digits, got \"" + printable(hex) +
           "\"");
  }
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  return hex;
}

std::uint64_t size_field(const Json& object, const std::string& where) {
  const auto it = object.find("size");
  if (it == object.end() || !it->is_number_unsigned()) {
    refuse(where + ": \"size\" is expected to be a whole number of bytes");
  }
  const auto size = it->get<std::uint64_t>();
  if (size > kMaxRepositoryFileBytes) {
    refuse(where + ": size " + std::to_string(size) + " is above the limit of 4 TiB");
  }
  return size;
}

RepositoryFile parse_file(const Json& entry, const std::string& path, const std::string& where) {
  RepositoryFile file{path, 0, hex_field(entry, "oid", {40}, where), {}};
  const auto lfs = entry.find("lfs");
  if (lfs == entry.end() || lfs->is_null()) {
    file.size = size_field(entry, where);
    return file;
  }
  if (!lfs->is_object()) refuse(where + ": \"lfs\" is expected to be an object");
  file.lfs_sha256 = hex_field(*lfs, "oid", {64}, where + ", lfs");
  file.size = size_field(*lfs, where + ", lfs");
  return file;
}

Json parse_answer(std::string_view text, std::string_view origin) {
  try {
    return parse_json(text, origin);
  } catch (const Json::exception& e) {  // a number too large for a double is not a parse_error
    refuse(std::string(origin) + ": " + printable(e.what()));
  }
}

// C1 controls steer terminals, and direction marks make a name look like another one.
bool has_invisible_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (byte(i) < 0x20 || byte(i) == 0x7f) return true;
    if (byte(i) == 0xc2 && byte(i + 1) >= 0x80 && byte(i + 1) <= 0x9f) return true;  // U+0080..009F
    if (byte(i) != 0xe2) continue;
    const bool is_override =
        byte(i + 1) == 0x80 && byte(i + 2) >= 0xaa && byte(i + 2) <= 0xae;  // U+202A..202E
    const bool is_isolate =
        byte(i + 1) == 0x81 && byte(i + 2) >= 0xa6 && byte(i + 2) <= 0xa9;  // U+2066..2069
    if (is_override || is_isolate) return true;
  }
  return false;
}

bool is_id_part(std::string_view part) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !part.empty() && part.size() <= kMaxIdPartBytes && part.front() != '.' && part.front() != '-' &&
         std::all_of(part.begin(), part.end(), is_allowed);
}

}  // namespace

void check_repository_id(std::string_view id) {
  const auto slash = id.find('/');
  if (slash == std::string_view::npos || !is_id_part(id.substr(0, slash)) ||
      !is_id_part(id.substr(slash + 1))) {
    throw Error(ErrorCode::InvalidRequest, "expected OWNER/NAME, got \"" + printable(id) + "\"",
                "OWNER/NAME");
  }
}

void check_repository_path(std::string_view path) {
  const auto refuse_path = [&](const std::string& why) {
    refuse("the listing has the path \"" + printable(path) + "\": " + why);
  };
  if (path.empty()) refuse_path("it is empty");
  if (path.size() > kMaxPathBytes) refuse_path("it is longer than 1000 bytes");
  if (has_invisible_character(path)) refuse_path("it has a control character");
  if (path.find('\\') != std::string_view::npos) refuse_path("it has a backslash");
  std::size_t segments = 0;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty()) refuse_path("it is absolute, or has an empty segment");
    if (segment == "." || segment == "..") refuse_path("it leaves its folder");
    if (segment.size() > kMaxSegmentBytes) refuse_path("a segment is longer than 255 bytes");
    if (++segments > kMaxSegments) refuse_path("it is deeper than 16 folders");
    begin = end + 1;
  }
}

std::string parse_commit(std::string_view json, std::string_view origin) {
  const Json answer = parse_answer(json, origin);
  if (!answer.is_object()) refuse(std::string(origin) + ": expected an object about the revision");
  return hex_field(answer, "sha", {40, 64}, std::string(origin));
}

void parse_tree_page(std::string_view json, std::string_view origin, RepositoryListing& listing,
                     std::size_t& entries_seen) {
  const Json page = parse_answer(json, origin);
  if (!page.is_array()) refuse(std::string(origin) + ": expected a list of files");
  entries_seen += page.size();
  if (entries_seen > kMaxListingEntries) {
    refuse(std::string(origin) + ": more than " + std::to_string(kMaxListingEntries) + " entries");
  }
  for (const Json& entry : page) {
    const auto text = [&](const char* name) {
      const auto it = entry.is_object() ? entry.find(name) : entry.end();
      if (!entry.is_object() || it == entry.end() || !it->is_string()) {
        refuse(std::string(origin) + ": an entry has no \"" + name + "\"");
      }
      return it->get<std::string>();
    };
    const std::string type = text("type");
    const std::string path = text("path");
    check_repository_path(path);
    if (type == "file") {
      listing.files.push_back(parse_file(entry, path, std::string(origin) + ", \"" + printable(path) + "\""));
    } else if (type != "directory" &&
               type != "unknown") {  // "unknown": a submodule, which has no content here
      refuse(std::string(origin) + ": \"" + printable(path) + "\" is of type \"" + printable(type) +
             "\", expected file or directory");
    }
  }
}

void check_no_path_twice(const RepositoryListing& listing) {
  std::set<std::string_view> seen;
  for (const RepositoryFile& file : listing.files) {
    if (!seen.insert(file.path).second) refuse("the listing has \"" + printable(file.path) + "\" twice");
  }
}

std::string next_page_url(std::string_view link_header) {
  // <URL>; rel="next", <URL>; rel="prev": an address may hold commas, so split at the brackets.
  for (std::size_t open = link_header.find('<'); open != std::string_view::npos;) {
    const std::size_t close = link_header.find('>', open);
    if (close == std::string_view::npos) return {};
    const std::size_t next = link_header.find('<', close);
    const std::string_view parameters = link_header.substr(close + 1, next - close - 1);
    if (parameters.find("rel=\"next\"") != std::string_view::npos ||
        parameters.find("rel=next") != std::string_view::npos) {
      return std::string(link_header.substr(open + 1, close - open - 1));
    }
    open = next;
  }
  return {};
}

}  // namespace reverie
