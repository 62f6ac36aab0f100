// evaluation/ocr_reader.h
//
// Reads the words on a sign with Tesseract, a program of its own: Debian's packages tesseract-ocr and
// tesseract-ocr-eng.
//
// Used by   whoever scores words in pictures
// How       The words' part of the sign is cut out; each pixel becomes its distance from the commonest colour
//           there, so that any ink on any board is dark on white; capitals are brought to about 32 pixels.
//           Tesseract's dictionaries are off, or they would mend what a model misspelt.
// Measured  200 true signs at 1K: 99 of 100 single words of the list, 95 of 100 texts of any sort (half of
//           the misses are letters in no order and G taken for 6).
// Blind     It knows where the sign should be, and judges nothing but the words there. It confuses what
//           people confuse: O and 0, I and l.
// Proven by tests/evaluation/ocr_reader_test.cpp; tests/evaluation/ocr_share.cpp measures it on true signs
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>

#include "training/world/scene.h"

namespace reverie {

class OcrReader {
 public:
  // Throws Error(NotFound), naming the packages, where Tesseract or its English is missing.
  explicit OcrReader(std::filesystem::path program = "tesseract");

  // What stands where `sign` has its words, one space between two words; empty where nothing can be read.
  //   picture   [3, h, w], 0 to 1, of any size; `grid` is its shape in tokens
  // Throws Error(Internal) if Tesseract fails.
  std::string reads_as(const torch::Tensor& picture, const Sign& sign, Grid grid) const;

 private:
  std::filesystem::path program_;
};

// Letter for letter, upper and lower case told apart.
bool reads_right(const OcrReader& reader, const torch::Tensor& picture, const Sign& sign, Grid grid);

}  // namespace reverie
