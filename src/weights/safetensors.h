// weights/safetensors.h
//
// Reads tensors from a safetensors file without copying them, and writes such files.
//
// THE FILE
//
//   bytes 0..7        N, the header's length: unsigned, 64 bits, little-endian
//   bytes 8..8+N-1    the header: one JSON object, UTF-8, begins with "{", may end in spaces
//   bytes 8+N..end    the data: tensors back to back, row-major, little-endian
//
//   header entry      "name": {"dtype": "BF16", "shape": [3072, 128],
//                              "data_offsets": [begin, end]}
//                     offsets count from the first data byte; end is exclusive
//   dtype             BOOL U8 I8 F8_E5M2 F8_E4M3 I16 F16 BF16 I32 F32 F64 I64
//   "__metadata__"    optional; text to text; carried along, never interpreted
//
// WHAT WE REQUIRE BEFORE RETURNING A FILE
//
//   1. 2 <= N <= 100 MB, and 8 + N fits in the file.
//   2. The header is one JSON object; no key appears twice; an entry has the three fields, no others. There
//      are at most 250,000 tensors and 100,000 entries of metadata, and 16 MiB from one quote to the next,
//      so that no header costs more memory than about twice its size.
//   3. Each dtype is one we know; there are at most 64 dimensions; each is a whole number >= 0; the size
//      does not overflow 63 bits.
//   4. end - begin equals element count x element size.
//   5. Sorted by begin, the tensors start at 0, touch, and finish exactly at the
//      end of the file: no hole, no overlap, no tail.
//
// Files come from strangers. Rules 1-5 are checked before any tensor is touched, so later code may trust
// every offset. Each rule has a broken file in tests/weights/safetensors_refusals_test.cpp, and the header
// parser is fuzzed (tests/fuzz/).
//
// LIFETIME  Tensors view the mapping; each one keeps the mapping alive.
// THREADS   Everything after open() is const and may be shared.
// TRAPS     Views are read-only pages: writing into one ends the process. clone() first. A file that is
//           truncated in place while mapped ends the process too; writers here always replace, never
//           overwrite. Data need not be aligned: LibTorch's kernels assume that it is.
// SOURCE    The safetensors format description and its reference writer.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reverie {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;
using Metadata = std::map<std::string, std::string>;

class SafetensorsFile {
 public:
  // Maps `path` and checks rules 1-5. Cost: the header, not the data.
  // Throws Error(NotFound) or Error(CorruptFile); the message gives the tensor, what was expected and
  // what is there.
  static SafetensorsFile open(const std::filesystem::path& path);

  // A read-only CPU tensor in the stored dtype and shape. No copy, but for two kinds: data that is not
  // aligned to its element size, and BOOL, whose bytes may be other than 0 and 1.
  // Throws Error(NotFound), naming the three closest names in the file.
  torch::Tensor tensor(std::string_view name) const;

  // Every name, in the order of the data.
  const std::vector<std::string>& names() const noexcept;

  bool has(std::string_view name) const;

  // What the header says of one tensor; both throw as tensor() does.
  torch::Dtype dtype(std::string_view name) const;
  const std::vector<int64_t>& shape(std::string_view name) const;

  // "__metadata__", empty where the file has none.
  const Metadata& metadata() const noexcept;

  const std::filesystem::path& path() const noexcept;

 private:
  struct Opened;
  explicit SafetensorsFile(std::shared_ptr<const Opened> opened);

  std::shared_ptr<const Opened> opened_;
};

// A tensor that is made when its turn to be written comes, so that a file larger than memory can be
// written. `make` is called once and must return this dtype and shape.
struct PendingTensor {
  std::string name;
  torch::Dtype dtype;
  std::vector<int64_t> shape;
  std::function<torch::Tensor()> make;
};

// Replaces or creates `path`: a temporary neighbour, flushed to the disk, then renamed. The bytes depend on
// names, values and metadata only, not on the order given: wider dtypes first, then by name, as the
// reference writes them (which keeps all data aligned). Tensors may lie on any device.
// Throws Error(InvalidRequest) on a repeated or reserved name or a dtype the format lacks,
// Error(WriteFailed) where the disk refuses; then nothing is left behind and an older file is untouched.
void write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                       const Metadata& metadata = {});
void write_safetensors(const std::filesystem::path& path, std::vector<PendingTensor> tensors,
                       const Metadata& metadata = {});

}  // namespace reverie
