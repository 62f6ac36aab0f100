#include "weights/safetensors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <set>
#include <unordered_map>

#include "core/error.h"
#include "weights/closest_names.h"
#include "weights/safetensors_header.h"

namespace reverie {
namespace {

// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

class Mapping {
 public:
  explicit Mapping(const std::filesystem::path& path) {
    // O_NONBLOCK: a named pipe in place of a file must be refused, not waited for.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) {
      throw Error(ErrorCode::NotFound, path.string() + ": cannot be read: " + std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) throw Error(ErrorCode::NotFound, path.string() + ": is not a file");
    size_bytes_ = static_cast<std::size_t>(status.st_size);
    if (size_bytes_ == 0) throw Error(ErrorCode::CorruptFile, path.string() + ": is empty");
    address_ = ::mmap(nullptr, size_bytes_, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (address_ == MAP_FAILED) {
      throw Error(ErrorCode::OutOfMemory, path.string() + ": cannot map " + std::to_string(size_bytes_) +
                                              " bytes: " + std::strerror(errno));
    }
  }
  ~Mapping() { ::munmap(address_, size_bytes_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_bytes_}; }

 private:
  void* address_ = nullptr;
  std::size_t size_bytes_ = 0;
};

// In the order of StoredType.
constexpr std::array<torch::Dtype, 12> kTorchTypes = {
    torch::kBool,          torch::kUInt8,   torch::kInt8,    torch::kFloat8_e5m2,
    torch::kFloat8_e4m3fn, torch::kInt16,   torch::kFloat16, torch::kBFloat16,
    torch::kInt32,         torch::kFloat32, torch::kFloat64, torch::kInt64};

torch::Dtype torch_type(StoredType type) {
  return kTorchTypes[static_cast<std::size_t>(type)];
}

StoredType stored_type(torch::Dtype dtype, const std::string& name) {
  const auto found = std::find(kTorchTypes.begin(), kTorchTypes.end(), dtype);
  if (found == kTorchTypes.end()) {
    throw Error(ErrorCode::InvalidRequest, "write_safetensors: " + quoted_name(name) + " is " +
                                               c10::toString(dtype) + ", which the format does not have");
  }
  return static_cast<StoredType>(found - kTorchTypes.begin());
}

}  // namespace

struct SafetensorsFile::Opened {
  explicit Opened(const std::filesystem::path& from)
      : path(from), mapping(from), header(parse_safetensors_header(mapping.bytes(), from.string())) {
    names.reserve(header.tensors.size());
    for (const StoredTensor& tensor : header.tensors) {
      names.push_back(tensor.name);
      by_name.emplace(tensor.name, &tensor);
    }
  }

  const StoredTensor& find(std::string_view name) const {
    const auto found = by_name.find(name);
    if (found == by_name.end()) {
      throw Error(ErrorCode::NotFound,
                  path.string() + ": has no tensor " + quoted_name(name) + closest_names_hint(name, names));
    }
    return *found->second;
  }

  const std::filesystem::path path;
  const Mapping mapping;
  const SafetensorsHeader header;
  std::vector<std::string> names;
  std::unordered_map<std::string_view, const StoredTensor*> by_name;  // views into `header`
};

SafetensorsFile::SafetensorsFile(std::shared_ptr<const Opened> opened) : opened_(std::move(opened)) {}

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path) {
  return SafetensorsFile(std::make_shared<const Opened>(path));
}

torch::Tensor SafetensorsFile::tensor(std::string_view name) const {
  const StoredTensor& stored = opened_->find(name);
  const auto options = torch::TensorOptions().dtype(torch_type(stored.type));
  if (stored.begin == stored.end) return torch::empty(stored.shape, options);

  const char* data = opened_->mapping.bytes().data() + opened_->header.data_start + stored.begin;
  if (stored.type != StoredType::Bool &&
      reinterpret_cast<std::uintptr_t>(data) % stored_type_bytes(stored.type) == 0) {
    // LibTorch has no const tensor; the pages themselves are read-only.
    return torch::from_blob(
        const_cast<char*>(data), stored.shape, [keep_alive = opened_](void*) {}, options);
  }
  if (stored.type == StoredType::Bool) {  // a C++ bool of value 2 is undefined behaviour
    return torch::from_blob(const_cast<char*>(data), stored.shape, torch::kUInt8).ne(0);
  }
  torch::Tensor copy = torch::empty(stored.shape, options);
  std::memcpy(copy.data_ptr(), data, stored.end - stored.begin);
  return copy;
}

const std::vector<std::string>& SafetensorsFile::names() const noexcept {
  return opened_->names;
}

bool SafetensorsFile::has(std::string_view name) const {
  return opened_->by_name.contains(name);
}

torch::Dtype SafetensorsFile::dtype(std::string_view name) const {
  return torch_type(opened_->find(name).type);
}

const std::vector<int64_t>& SafetensorsFile::shape(std::string_view name) const {
  return opened_->find(name).shape;
}

const Metadata& SafetensorsFile::metadata() const noexcept {
  return opened_->header.metadata;
}

const std::filesystem::path& SafetensorsFile::path() const noexcept {
  return opened_->path;
}

namespace {

// A file that appears under its name only when commit() has flushed it, and not at all otherwise.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path)
      : path_(path),
        partial_(path.string() + ".partial-" + std::to_string(::getpid())),
        file_(::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (file_.get() < 0) fail("create the file");
  }
  ~AtomicFile() {
    if (!is_committed_) ::unlink(partial_.c_str());
  }
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const char* bytes, std::size_t count) {
    while (count > 0) {
      const ssize_t written = ::write(file_.get(), bytes, count);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write the file");
      bytes += written;
      count -= static_cast<std::size_t>(written);
    }
  }

  void commit() {
    if (::fsync(file_.get()) != 0) fail("flush the file");
    if (::close(file_.release()) != 0) fail("close the file");
    if (::rename(partial_.c_str(), path_.c_str()) != 0) fail("put the file in place");
    is_committed_ = true;
  }

 private:
  [[noreturn]] void fail(const char* step) const {
    const std::string why = std::strerror(errno);
    throw Error(ErrorCode::WriteFailed, path_.string() + ": cannot " + step + ": " + why);
  }

  const std::filesystem::path path_;
  const std::filesystem::path partial_;
  Descriptor file_;
  bool is_committed_ = false;
};

// Types, sizes and offsets of `tensors`, which are brought into the reference's order first.
std::vector<StoredTensor> lay_out(std::vector<PendingTensor>& tensors) {
  std::set<std::string_view> seen;
  for (const PendingTensor& tensor : tensors) {
    if (tensor.name == "__metadata__" || !seen.insert(tensor.name).second) {
      throw Error(ErrorCode::InvalidRequest,
                  "write_safetensors: the name " + quoted_name(tensor.name) + " is repeated or reserved");
    }
    stored_type(tensor.dtype, tensor.name);
  }
  std::sort(tensors.begin(), tensors.end(), [](const PendingTensor& a, const PendingTensor& b) {
    const StoredType type_a = stored_type(a.dtype, a.name);
    const StoredType type_b = stored_type(b.dtype, b.name);
    return type_a != type_b ? type_a > type_b : a.name < b.name;
  });
  std::vector<StoredTensor> table;
  std::uint64_t begin = 0;
  for (const PendingTensor& tensor : tensors) {
    const StoredType type = stored_type(tensor.dtype, tensor.name);
    const std::uint64_t end = begin + stored_bytes(type, tensor.shape, quoted_name(tensor.name));
    table.push_back({tensor.name, type, tensor.shape, begin, end});
    begin = end;
  }
  return table;
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, std::vector<PendingTensor> tensors,
                       const Metadata& metadata) {
  const std::vector<StoredTensor> table = lay_out(tensors);
  const std::string header = format_safetensors_header(table, metadata);
  AtomicFile file(path);
  file.write(header.data(), header.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const torch::Tensor made = tensors[i].make().detach().to(torch::kCPU).contiguous();
    if (made.scalar_type() != tensors[i].dtype || made.sizes() != at::IntArrayRef(tensors[i].shape)) {
      throw Error(ErrorCode::Internal, "write_safetensors: " + quoted_name(tensors[i].name) + " became " +
                                           c10::toString(made.scalar_type()) + " " +
                                           shape_text(made.sizes().vec()) + ", announced as " +
                                           c10::toString(tensors[i].dtype) + " " +
                                           shape_text(tensors[i].shape));
    }
    file.write(static_cast<const char*>(made.data_ptr()), table[i].end - table[i].begin);
  }
  file.commit();
}

void write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                       const Metadata& metadata) {
  std::vector<PendingTensor> pending;
  for (const auto& [name, tensor] : tensors) {
    if (!tensor.defined()) {
      throw Error(ErrorCode::InvalidRequest, "write_safetensors: " + quoted_name(name) + " is undefined");
    }
    pending.push_back(
        {name, tensor.scalar_type(), tensor.sizes().vec(), [tensor = tensor] { return tensor; }});
  }
  write_safetensors(path, std::move(pending), metadata);
}

}  // namespace reverie
