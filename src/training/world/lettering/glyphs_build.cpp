#include "training/world/lettering/glyphs_build.h"

#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vips/vips8>

#include "core/error.h"
#include "lookup/typefaces.h"

namespace reverie {

namespace {

using std::filesystem::path;

// Where the file lies below one of the folders that hold fonts, or an empty path.
path find_font(const std::string& file) {
  for (const char* folder : {"/usr/share/fonts", "/usr/local/share/fonts"}) {
    if (!std::filesystem::is_directory(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().filename() == file) return entry.path();
    }
  }
  return {};
}

std::vector<path> find_fonts() {
  std::vector<path> files;
  std::set<std::string> missing;
  for (const Typeface& typeface : typefaces()) {
    files.push_back(find_font(typeface.file));
    if (files.back().empty()) missing.insert(typeface.package);
  }
  if (missing.empty()) return files;
  std::string packages;
  for (const std::string& package : missing) packages += " " + package;
  throw Error(ErrorCode::NotFound,
              "the typefaces of signs are not installed; they are in the Debian packages" + packages);
}

// Where a text's ink lies in its layout, in pixels.
struct Ink {
  vips::VImage image;  // one band of coverage
  int left, top;
};

class Pen {
 public:
  Pen(const std::string& font, path file)
      : font_(font + " " + std::to_string(kEmPx)), file_(std::move(file)) {}

  Ink ink(const std::string& text) const {
    std::string escaped;  // Pango reads markup
    for (const char c : text) escaped += c == '&' ? "&amp;" : std::string(1, c);
    const vips::VImage image = vips::VImage::text(
        ("<span font_features=\"kern=0,liga=0,calt=0,dlig=0\">" + escaped + "</span>").c_str(),
        vips::VImage::option()->set("font", font_.c_str())->set("fontfile", file_.c_str())->set("dpi", 72));
    return {image, image.xoffset(), image.yoffset()};
  }

  int advance(const std::string& text) const {
    return ink("H" + text + "H").image.width() - ink("HH").image.width();
  }

 private:
  std::string font_, file_;
};

torch::Tensor pixels_of(const vips::VImage& image) {  // [h, w] uint8
  std::size_t size_bytes = 0;
  const std::unique_ptr<void, decltype(&g_free)> bytes(image.write_to_memory(&size_bytes), g_free);
  torch::Tensor pixels = torch::empty({image.height(), image.width()}, torch::kUInt8);
  if (size_bytes != static_cast<std::size_t>(pixels.numel())) {
    throw Error(ErrorCode::Internal, "glyphs: libvips gave " + std::to_string(size_bytes) +
                                         " bytes, expected " + std::to_string(pixels.numel()));
  }
  std::memcpy(pixels.data_ptr(), bytes.get(), size_bytes);
  return pixels;
}

// Pango takes another font, without a word, where a file is not what its name says. What it would take is
// what it takes for a name that nobody has.
void check_is_itself(const Typeface& typeface, const path& file) {
  if (typeface.font == "DejaVu Sans Bold") return;  // is what is taken instead
  const std::string style = typeface.font.ends_with(" Bold") ? " Bold" : "";
  const auto drawn = [&](const std::string& font) { return pixels_of(Pen(font, file).ink("Rag").image); };
  if (torch::equal(drawn(typeface.font), drawn("no such typeface" + style))) {
    throw Error(ErrorCode::CorruptFile, file.string() + ": holds no \"" + typeface.font + "\"");
  }
}

// Puts the ink into its cell, the pen at kCellOrigin and the baseline at kCellBaseline.
void place(const Ink& ink, int baseline, torch::Tensor cell, const std::string& name) {
  const std::int64_t top = kCellBaseline + ink.top - baseline, left = kCellOrigin + ink.left;
  const std::int64_t height = ink.image.height(), width = ink.image.width();
  if (top < 0 || left < 0 || top + height > kCellHeight || left + width > kCellWidth) {
    throw Error(ErrorCode::Internal, "glyphs: " + name + " does not fit its cell");
  }
  cell.narrow(0, top, height).narrow(1, left, width).copy_(pixels_of(ink.image));
}

}  // namespace

Glyphs draw_glyphs() {
  if (vips_init("reverie") != 0) {
    throw Error(ErrorCode::Internal, std::string("libvips does not start: ") + vips_error_buffer());
  }
  const auto faces = static_cast<std::int64_t>(typefaces().size());
  const auto count = static_cast<std::int64_t>(kCharacters.size());
  const std::vector<path> files = find_fonts();
  Glyphs glyphs = {torch::zeros({faces, count, kCellHeight, kCellWidth}, torch::kUInt8),
                   torch::zeros({faces, count}, torch::kInt), torch::zeros({faces}, torch::kInt)};
  for (std::int64_t f = 0; f < faces; ++f) {
    const Typeface& typeface = typefaces()[static_cast<std::size_t>(f)];
    const path& file = files[static_cast<std::size_t>(f)];
    const Pen pen(typeface.font, file);
    try {
      check_is_itself(typeface, file);
      const Ink capital = pen.ink("H");
      glyphs.cap_heights[f] = capital.image.height();
      for (std::int64_t i = 0; i < count; ++i) {
        const std::string text(1, kCharacters[static_cast<std::size_t>(i)]);
        glyphs.advances[f][i] = pen.advance(text);
        if (text == " ") continue;
        place(pen.ink(text), capital.top + capital.image.height(), glyphs.masks[f][i],
              typeface.name + " '" + text + "'");
      }
    } catch (const vips::VError& failed) {
      throw Error(ErrorCode::Internal, "glyphs: " + typeface.font + " cannot be drawn: " + failed.what());
    }
  }
  return glyphs;
}

void build_glyphs(const std::filesystem::path& out_path) {
  draw_glyphs().save(out_path);
}

}  // namespace reverie
