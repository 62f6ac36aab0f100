// image/image_metadata.h
//
// What every file we write says about itself, and how our own parameters are read back.
//
// Used by   write_image.cpp; the command line and the workbench, to show how a picture was made.
// Source    IPTC Photo Metadata Standard (DigitalSourceType), XMP packet layout, EXIF 2.3 UserComment.
// Proven by tests/image/write_image_test.cpp
//
//   all       XMP: Iptc4xmpExt:DigitalSourceType = .../trainedAlgorithmicMedia, xmp:CreatorTool, and our
//             parameters as one JSON text in reverie:Parameters
//   png       also the text chunks "parameters" and "Software", which other tools show
//   jpeg,     also EXIF UserComment and Software
//   webp
//
// No date and no host name: the same picture and parameters give the same bytes.
// Trap      PNG text and EXIF comments are not UTF-8, so the JSON is written in ASCII with \u escapes; that
//           also keeps it legal XML.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"

namespace reverie {

struct ImageMetadata {
  Json parameters = Json::object();  // prompt, seed, size, model, ...; any JSON object
};

// libvips leaves an XMP packet above 60,000 bytes out of a JPEG without a word, and a segment ends at 65,533.
// So: the longest parameters, which EXIF holds beside some 300 bytes of its own, and the longest XMP packet,
// in which & < > ' take four to six bytes each.
inline constexpr size_t kMaxParametersBytes = 58'000;
inline constexpr size_t kMaxXmpBytes = 59'000;

// The parameters as ASCII JSON. Throws Error(InvalidRequest, ..., "parameters") above those limits, or if
// they are no object or hold bytes that are not UTF-8. Callers who must not fail after drawing call it
// before.
std::string parameters_text(const ImageMetadata& metadata);

// "Reverie 0.1.0".
std::string software_name();

// The XMP packet around an ASCII JSON text.
std::string xmp_packet(std::string_view parameters);

// The parameters inside an XMP packet, whether as attribute (ours) or element (rewritten by other tools).
std::optional<std::string> parameters_in_xmp(std::string_view xmp);

// Reads our parameters from a jpeg, png or webp of at most 128 MB, without decoding pixels.
// Throws Error(NotFound) if there is no such file or it holds no parameters of ours, Error(InvalidRequest)
// if it is no such picture, Error(CorruptFile) if the parameters are not JSON.
ImageMetadata read_metadata(const std::filesystem::path& path);

}  // namespace reverie
