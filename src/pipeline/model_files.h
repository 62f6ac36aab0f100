// pipeline/model_files.h
//
// Which files of a model folder hold tensors: written once, for whoever opens, lists, hashes or shrinks them.
//
// Used by   pipeline/model_parts, pipeline/model_report, apps/models_command
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "lookup/glyphs.h"
#include "lookup/picture_book.h"
#include "models/upscaler.h"

namespace reverie {

inline constexpr const char* kDiffusersStem = "diffusion_pytorch_model";
inline constexpr const char* kTransformersStem = "model";

struct ModelFiles {
  const char* folder;
  const char* stem;  // STEM.safetensors, or its shards with STEM.safetensors.index.json
  enum class Expected { Always, InItsFolder, Never } expected = Expected::Always;
  bool draws = true;       // pictures depend on it
  bool is_learned = true;  // its numbers are parameters

  // Whether a model without these files would be broken, or has them although it need not.
  bool belong_to(const std::filesystem::path& model) const {
    switch (expected) {
      case Expected::Always: return true;
      case Expected::InItsFolder: return std::filesystem::exists(model / folder);
      case Expected::Never: break;
    }
    return std::filesystem::exists(model / folder / (std::string(stem) + ".safetensors"));
  }
};

inline constexpr std::array kModelFiles = {
    ModelFiles{"text_encoder", kTransformersStem},
    ModelFiles{"transformer", kDiffusersStem},
    ModelFiles{"vae", kDiffusersStem},
    ModelFiles{kUpscalerFolder, kDiffusersStem, ModelFiles::Expected::InItsFolder},
    ModelFiles{"writer", kTransformersStem, ModelFiles::Expected::InItsFolder,
               false},  // continues the text encoder
    ModelFiles{kPictureBookFolder, PictureBook::kPicturesStem, ModelFiles::Expected::InItsFolder, true,
               false},
    ModelFiles{kPictureBookFolder, PictureBook::kDrawingsStem, ModelFiles::Expected::Never, true, false},
    ModelFiles{kPictureBookFolder, PictureBook::kPlacesStem, ModelFiles::Expected::Never, true, false},
    ModelFiles{kPictureBookFolder, PictureBook::kSeasonsStem, ModelFiles::Expected::Never, true, false},
    ModelFiles{kPictureBookFolder, PictureBook::kViewsStem, ModelFiles::Expected::Never, true, false},
    ModelFiles{kPictureBookFolder, PictureBook::kSkiesStem, ModelFiles::Expected::Never, true, false},
    ModelFiles{kPictureBookFolder, kShippedLettersStem, ModelFiles::Expected::Never, true, false},
};

}  // namespace reverie
