// models/picture_book.h
//
// Small pictures of things by name. What a prompt names is looked up, and its picture goes to the transformer
// together with the words, so that the weights need to learn how things are put into a scene and not how
// hundreds of them look. Whoever adds a picture adds a word (docs/decisions/0010).
//
//   picture_book/names.json             {"rows": 6, "columns": 6,
//                                        "things": [{"names": ["car", "cars"], "picture": 0,
//                                                    "colours": {"red": 1}, "in_sky": false}],
//                                        "settings": ["on a lawn with flower beds"],
//                                        "lights": [[1, 0.86, 0.76]]}
//   picture_book/pictures.safetensors   "pictures" [N rows columns, Z]: clean packed latents, picture after
//                                       picture, row after row; 8 bits as weights are (weights/weights.h)
//   picture_book/drawings.safetensors   "drawings" [N, 4, 4 rows, 4 columns] U8: the same pictures small,
//   red,
//                                       green and blue times alpha, and alpha; optional. With them things are
//                                       found on given pictures (models/picture_finder.h), under one of
//                                       `lights`.
//
// The transformer gets them as reused references of their own (flux2_transformer.h): they see only each
// other. Each has the position ids of the tokens where its thing is to stand, with t = -10; or of those where
// it stands on a given picture and is to be gone, with t = -20. They belong to the words: the second pass of
// guidance, which has no words, has none of them.
//
// Used by   models/picture_layout (which places them), pipeline/image_pipeline; training/prompt_batches,
//           training/world_book (which draws one)
// Source    the idea: retrieval-augmented diffusion (Blattmann et al. 2022; Re-Imagen, Chen et al. 2022), and
//           grounded generation (GLIGEN, Li et al. 2023)
// Proven by tests/models/picture_book_test.cpp
#pragma once

#include <torch/types.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "core/words.h"

namespace reverie {

using torch::Tensor;

inline constexpr const char* kPictureBookFolder = "picture_book";  // of a model folder that has one

struct BookThing {
  std::vector<std::string> names;               // "car", "automobile", "cars"
  int64_t picture;                              // as it looks when no colour is named
  std::map<std::string, int64_t> colours = {};  // "red" -> its picture
  bool in_sky = false;                          // it hangs there; what is not stands on the ground
};

// Something that a prompt names.
struct FoundThing {
  int64_t thing;    // into things()
  int64_t picture;  // in the colour that was said
  int64_t count;    // "two cats" are 2
  bool in_sky;
  // The words behind the last thing, the words that name it, and those up to the next thing, with one space
  // before each: " to the left of a", " red car", " on a beach".
  std::string before, name, after;
};

struct PlacedPicture {
  int64_t picture;
  Slot slot;
  bool goes = false;  // it is on the given picture and to be gone, instead of to be there
  bool operator==(const PlacedPicture&) const = default;
};

// What the pictures look like, for whoever looks for them.
struct BookDrawings {
  Tensor rgba;  // [N, 4, rows kDrawingPx, columns kDrawingPx] uint8, premultiplied
  std::vector<std::array<float, 3>> lights;  // by which they may be lit: factors of red, green and blue
};

class PictureBook {
 public:
  static constexpr int64_t kDrawingPx = 4;  // pixels a token

  // pictures [N * rows * columns, Z]. `settings` are phrases that hold names of things and mean none
  // ("under the stars").
  // Throws Error(CorruptFile) if a picture's number is none of 0 .. N - 1 or the shape does not fit.
  PictureBook(int64_t rows, int64_t columns, std::vector<BookThing> things, std::vector<std::string> settings,
              Tensor pictures, std::optional<BookDrawings> drawings = {});

  // Reads the folder `picture_book` of a model. Throws Error(NotFound), Error(CorruptFile).
  static PictureBook open(const std::filesystem::path& folder, torch::Dtype dtype, torch::Device device);
  // Throws Error(WriteFailed).
  void save(const std::filesystem::path& folder) const;

  int64_t rows() const { return rows_; }
  int64_t columns() const { return columns_; }
  int64_t channels() const { return pictures_.size(1); }
  const std::optional<BookDrawings>& drawings() const { return drawings_; }
  int64_t tokens_per_picture() const { return rows_ * columns_; }
  const std::vector<BookThing>& things() const { return things_; }

  // What `prompt` names, in its order. A colour counts right before the name, a number before both. What
  // stands in quotes names nothing.
  std::vector<FoundThing> named_in(const std::string& prompt) const;

  // [pictures * rows * columns, Z]
  Tensor tokens(const std::vector<PlacedPicture>& pictures) const;
  // Position ids: [pictures * rows * columns, 4].
  Tensor ids(const std::vector<PlacedPicture>& pictures) const;

 private:
  Phrases::Match phrase_at(const std::vector<std::string>& words, std::size_t at) const;

  int64_t rows_;
  int64_t columns_;
  std::vector<BookThing> things_;
  std::vector<std::string> settings_;
  Tensor pictures_;
  std::optional<BookDrawings> drawings_;
  Phrases phrases_;  // meaning: an index into things_, or kSetting
};

}  // namespace reverie
