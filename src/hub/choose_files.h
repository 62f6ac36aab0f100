// hub/choose_files.h
//
// Which files of a repository make a model in the diffusers folder layout, and why the rest is left.
//
// THE LAYOUT
//
//   model_index.json                              must be there
//   reverie.json, LICENSE*, NOTICE*               taken from the root if present
//   COMPONENT/config.json, *_config.json          "transformer", "vae", "tokenizer", "scheduler", ...
//   COMPONENT/*.safetensors, *.safetensors.index.json
//   COMPONENT/tokenizer.json, vocab.json, ...     the tokenizer's tables
//
//   A folder of the root is a component if it has one of those JSON files. Weights in the root (the
//   whole model in one file) are left, since the same tensors come in the component folders; so are
//   the other formats (.bin, .msgpack, .onnx, ...), pictures, and a precision variant ("x.fp16.safetensors")
//   beside its plain file.
//
// Used by   pull.cpp; apps/pull_command to show what would come.
// Traps     Two names that differ only in case are one file on some disks; chosen together, they are
//           refused, because the second would overwrite the first.
// Proven by tests/hub/choose_files_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/listing.h"

namespace reverie {

struct SkippedFile {
  std::string path;
  std::uint64_t size = 0;
  std::string reason;  // "another format of the weights", ...
};

struct ChosenFiles {
  std::vector<RepositoryFile> files;  // model_index.json first, then by path
  std::vector<SkippedFile> skipped;   // by path
  std::uint64_t total_bytes = 0;      // of `files`
  std::uint64_t skipped_bytes = 0;
};

// Throws Error(NotFound) if there is no model_index.json or no component with weights,
// Error(CorruptFile) if two chosen paths differ only in case.
ChosenFiles choose_files(const RepositoryListing& listing);

}  // namespace reverie
