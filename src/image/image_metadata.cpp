#include "image/image_metadata.h"

#include <array>
#include <cstring>
#include <utility>
#include <vips/vips8>

#include "core/error.h"
#include "core/file.h"
#include "image/png_chunks.h"
#include "image/sniff.h"
#include "image/vips_start.h"

namespace reverie {
namespace {

constexpr size_t kMaxWrittenBytes = 128 * 1024 * 1024;  // a 4K png of pure noise is 50 MB

constexpr std::array<std::pair<char, std::string_view>, 5> kEntities{
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}}};

// For an attribute in single quotes. JSON is full of double ones, and writing each as &quot; would not leave
// room in a JPEG segment.
std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 4);
  for (const char c : text) {
    std::string_view shown(&c, 1);
    for (const auto& [plain, entity] : kEntities) {
      if (c == plain && c != '"') shown = entity;
    }
    escaped += shown;
  }
  return escaped;
}

std::string unescape_xml(std::string_view text) {
  std::string plain_text;
  while (!text.empty()) {
    size_t taken = 1;
    char shown = text.front();
    for (const auto& [plain, entity] : kEntities) {
      if (!text.starts_with(entity)) continue;
      taken = entity.size();
      shown = plain;
    }
    plain_text += shown;
    text.remove_prefix(taken);
  }
  return plain_text;
}

// The text between the first `before` and the next `after`.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after) {
  const size_t start = text.find(before);
  if (start == std::string_view::npos) return std::nullopt;
  text.remove_prefix(start + before.size());
  const size_t end = text.find(after);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(0, end);
}

// The XMP block of a picture we could have written; empty if it has none.
std::string read_xmp(const std::string& bytes, const std::string& name) {
  const auto format = sniff_format(bytes);
  if (format != SourceFormat::Jpeg && format != SourceFormat::Png && format != SourceFormat::Webp) {
    throw Error(ErrorCode::InvalidRequest, name + ": expected a jpeg, png or webp picture");
  }
  const std::string damaged = name + ": is damaged, expected a whole jpeg, png or webp picture";
  if (format == SourceFormat::Png && !has_whole_png_chunks(bytes))
    throw Error(ErrorCode::InvalidRequest, damaged);
  vips_ready();
  try {
    const vips::VImage image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
    if (image.get_typeof(VIPS_META_XMP_NAME) == 0) return {};
    size_t size_bytes = 0;
    const void* xmp = image.get_blob(VIPS_META_XMP_NAME, &size_bytes);
    return {static_cast<const char*>(xmp), size_bytes};
  } catch (const vips::VError&) {
    vips_error_clear();
    throw Error(ErrorCode::InvalidRequest, name + ": is damaged, expected a whole jpeg, png or webp picture");
  }
}

}  // namespace

std::string software_name() {
  return "Reverie " REVERIE_VERSION;
}

std::string parameters_text(const ImageMetadata& metadata) {
  const auto refuse = [](const std::string& why) {
    throw Error(ErrorCode::InvalidRequest, "parameters for the picture's file: " + why, "parameters");
  };
  if (!metadata.parameters.is_object()) refuse("expected a JSON object");
  std::string text;
  try {
    text = metadata.parameters.dump(-1, ' ', true);
  } catch (const Json::exception&) {
    refuse("expected UTF-8 text");
  }
  if (text.size() > kMaxParametersBytes) {
    refuse(std::to_string(text.size()) + " bytes, expected at most " + std::to_string(kMaxParametersBytes));
  }
  const size_t packet_bytes = xmp_packet(text).size();
  if (packet_bytes > kMaxXmpBytes) {
    refuse(std::to_string(packet_bytes) + " bytes as XMP, expected at most " + std::to_string(kMaxXmpBytes));
  }
  return text;
}

std::string xmp_packet(std::string_view parameters) {
  return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\"\n"
         " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
         " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n"
         " xmlns:reverie=\"urn:reverie:image:1.0/\"\n"
         " xmp:CreatorTool=\"" +
         software_name() +
         "\"\n"
         " Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/"
         "trainedAlgorithmicMedia\"\n"
         " reverie:Parameters='" +
         escape_xml(parameters) +
         "'/>\n"
         "</rdf:RDF>\n"
         "</x:xmpmeta>\n"
         "<?xpacket end=\"w\"?>";
}

std::optional<std::string> parameters_in_xmp(std::string_view xmp) {
  auto found = between(xmp, "<reverie:Parameters>", "</reverie:Parameters>");
  constexpr std::string_view kAttribute = "reverie:Parameters=";
  const size_t at = xmp.find(kAttribute);  // the first one: text inside the parameters may look the same
  if (!found && at != std::string_view::npos) {
    const std::string_view value = xmp.substr(at + kAttribute.size());
    const std::string_view quote = value.substr(0, 1);
    if (quote == "'" || quote == "\"") found = between(value, quote, quote);
  }
  if (!found) return std::nullopt;
  return unescape_xml(*found);
}

ImageMetadata read_metadata(const std::filesystem::path& path) {
  const std::string bytes = read_text(path, kMaxWrittenBytes);
  const auto text = parameters_in_xmp(read_xmp(bytes, path.string()));
  if (!text) {
    throw Error(ErrorCode::NotFound,
                path.string() + ": holds no parameters of Reverie (stripped on the way?)");
  }
  return {parse_json(*text, "parameters in " + path.string())};
}

}  // namespace reverie
