// training/sample_sheet.h
//
// Pictures of a training run: a grid of pictures in one binary PPM file, which needs no library.
//
// Used by   train_autoencoder, train_transformer, train_distilled, train_upscaler
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <vector>

namespace reverie {

// pictures: each [3, h, w], -1..1, of any sizes; `columns` to a row, 8 pixels apart, on grey.
// Throws Error(WriteFailed).
void write_sample_sheet(const std::filesystem::path& path, const std::vector<torch::Tensor>& pictures,
                        int64_t columns);

}  // namespace reverie
