// image/png_chunks.h
//
// The outer layer of PNG files: a signature, then chunks of length, type, data and CRC.
//
// Used by   read_image.cpp and image_metadata.cpp, before libvips sees a PNG; write_image.cpp, for text.
// Source    PNG specification, second edition: 5.3 (chunks, CRC), 11.3.4 (tEXt, iTXt); XMP specification
//           part 3 (the packet goes uncompressed into iTXt "XML:com.adobe.xmp").
// Proven by tests/image/hostile_image_test.cpp (reading), tests/image/write_image_test.cpp (writing)
//
// Why not libvips   It writes text compressed and the XMP packet in the wrong kind of chunk, so that other
//           programs miss the provenance. And below it, libpng believes a length field before it looks at
//           the file: 764 bytes were enough to take 1.4 GB (found by image_mutation_test).
#pragma once

#include <string>
#include <string_view>

namespace reverie {

// True if `png` begins with the signature and is a run of whole chunks up to an IEND. The CRCs are left to
// libpng.
bool has_whole_png_chunks(std::string_view png);

// One chunk: length, type, data, CRC.
std::string png_chunk(std::string_view type, std::string_view data);

// A Latin-1 text chunk and the XMP packet's own chunk.
std::string png_text_chunk(std::string_view keyword, std::string_view text);
std::string png_xmp_chunk(std::string_view packet);

// `png` with `chunks` directly after its header chunk, where every reader meets them before the pixels.
// Throws Error(Internal) if `png` does not begin with the signature and IHDR.
std::string insert_after_png_header(std::string_view png, std::string_view chunks);

}  // namespace reverie
