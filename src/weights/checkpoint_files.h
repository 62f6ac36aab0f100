// weights/checkpoint_files.h
//
// The safetensors files of one network: a folder that holds either one file or an index and its shards.
//
// Used by   weights/weights.h (FileWeights, TrainableWeights), quantize, the trainer's checkpoints.
//
// THE FOLDER
//
//   STEM.safetensors                     one file, or
//   STEM.safetensors.index.json          {"metadata": {...}, "weight_map": {"name": "file", ...}}
//   STEM-00001-of-00002.safetensors ...  the files that the weight_map names
//
//   STEM is "diffusion_pytorch_model" (diffusers) or "model" (transformers).
//
// Source    The folder layout of diffusers and transformers, save_pretrained(), read 2026-08.
// Trap      The index comes from a stranger: a "file" of "../../x" must not lead out of the folder. Only
//           plain names ending in .safetensors are followed. Links inside the folder are allowed, because
//           the usual download cache is made of them.
// Proven by tests/weights/checkpoint_files_test.cpp
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "weights/safetensors.h"

namespace reverie {

// Cheap to copy; const after open, so it may be shared between threads.
class CheckpointFiles {
 public:
  // Opens and checks every file. Throws Error(NotFound) if the folder has neither form, and
  // Error(CorruptFile) if it has both, if the index is not as above, if a file it names is not a plain
  // name, is absent or lacks a tensor, or if a shard holds a tensor that the index does not place there.
  static CheckpointFiles open(const std::filesystem::path& folder, std::string_view stem);

  // One file of any name.
  static CheckpointFiles open_file(const std::filesystem::path& path);

  // As SafetensorsFile's functions of the same name. Names are sorted by file, then in file order.
  torch::Tensor tensor(std::string_view name) const;
  const std::vector<std::string>& names() const noexcept { return names_; }
  bool has(std::string_view name) const;
  torch::Dtype dtype(std::string_view name) const;
  const std::vector<int64_t>& shape(std::string_view name) const;

  // "__metadata__" of the first file.
  const Metadata& metadata() const { return files_.front().metadata(); }

  // What errors call this checkpoint: the path of its one file or of its index.
  const std::string& origin() const noexcept { return origin_; }

 private:
  CheckpointFiles(std::vector<SafetensorsFile> files, std::string origin);
  const SafetensorsFile& file_of(std::string_view name) const;

  std::vector<SafetensorsFile> files_;  // at least one
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> file_index_;  // name -> files_
  std::string origin_;
};

// Writes `tensors` as STEM.safetensors, or, where they exceed `max_shard_bytes`, as shards in the given
// order and an index; a tensor larger than that gets a shard of its own. Files of an earlier write under
// the same stem that the new one does not use are removed. Creates the folder.
// The index is written last. A crash while replacing a sharded checkpoint in place can leave old and new
// shards side by side; write into a fresh folder where that matters.
// Throws Error(InvalidRequest) or Error(WriteFailed) as write_safetensors does.
void write_checkpoint(const std::filesystem::path& folder, std::string_view stem, const NamedTensors& tensors,
                      const Metadata& metadata = {}, int64_t max_shard_bytes = int64_t{5'000'000'000});

}  // namespace reverie
