// models/picture_book.h
//
// Small pictures of things by name. What a prompt names is looked up, and its picture goes to the transformer
// together with the words, so that the weights need to learn how things are put into a scene and not how
// hundreds of them look. Whoever adds a picture adds a word (docs/decisions/0010).
//
//   picture_book/names.json             {"rows": 6, "columns": 6,
//                                        "things": [{"names": ["car", "cars"], "picture": 0,
//                                                    "colours": {"red": 1}, "in_sky": false}],
//                                        "settings": ["on a lawn with flower beds"]}
//   picture_book/pictures.safetensors   "pictures" [N rows columns, Z]: clean packed latents, picture after
//                                       picture, row after row; 8 bits as weights are (weights/weights.h)
//
// The transformer gets them as reused references of their own (flux2_transformer.h): they see only each
// other. A picture is either placed, at the tokens where its thing is to stand and t = -10, or not, at the
// corner and t = -20, -30, ... They belong to the words: the second pass of guidance, which has no words, has
// none of them.
//
// Used by   models/picture_layout (which places them), pipeline/image_pipeline; training/prompt_batches,
//           training/world_book (which draws one)
// Source    the idea: retrieval-augmented diffusion (Blattmann et al. 2022; Re-Imagen, Chen et al. 2022), and
//           grounded generation (GLIGEN, Li et al. 2023)
// Proven by tests/models/picture_book_test.cpp
#pragma once

#include <torch/types.h>

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
  int64_t picture;
  int64_t count;  // "two cats" are 2
  bool in_sky;
  std::string after;  // the words up to the next thing, with one space before each: " to the left of a"
};

struct PlacedPicture {
  int64_t picture;
  std::optional<Slot> slot = {};
};

class PictureBook {
 public:
  static constexpr std::size_t kMostNamed = 6;  // things of one prompt; later ones are left out

  // pictures [N * rows * columns, Z]. `settings` are phrases that hold names of things and mean none
  // ("under the stars").
  // Throws Error(CorruptFile) if a picture's number is none of 0 .. N - 1 or the shape does not fit.
  PictureBook(int64_t rows, int64_t columns, std::vector<BookThing> things, std::vector<std::string> settings,
              Tensor pictures);

  // Reads the folder `picture_book` of a model. Throws Error(NotFound), Error(CorruptFile).
  static PictureBook open(const std::filesystem::path& folder, torch::Dtype dtype, torch::Device device);
  // Throws Error(WriteFailed).
  void save(const std::filesystem::path& folder) const;

  int64_t channels() const { return pictures_.size(1); }
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
  Phrases phrases_;  // meaning: an index into things_, or kSetting
};

}  // namespace reverie
