#include "pipeline/model_report.h"

#include <algorithm>

#include "core/error.h"
#include "pipeline/model_parts.h"
#include "weights/checkpoint_files.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

struct PartName {
  const char* folder;
  const char* stem;
};
constexpr PartName kParts[] = {{"text_encoder", "model"},
                               {"transformer", "diffusion_pytorch_model"},
                               {"vae", "diffusion_pytorch_model"}};

std::string dtype_name(torch::Dtype dtype) {
  switch (dtype) {
    case torch::kFloat32: return "fp32";
    case torch::kFloat16: return "fp16";
    case torch::kBFloat16: return "bf16";
    case torch::kInt8: return "int8";
    default: return torch::toString(dtype);
  }
}

PartReport inspect_part(const std::filesystem::path& folder, const PartName& part) {
  const CheckpointFiles files = CheckpointFiles::open(folder / part.folder, part.stem);
  PartReport report{part.folder, 0, 0, {}};
  for (const std::string& name : files.names()) {
    int64_t count = 1;
    for (const int64_t side : files.shape(name)) count *= side;
    report.bytes += count * static_cast<int64_t>(c10::elementSize(files.dtype(name)));
    // The scales of 8-bit tensors are storage, not parameters.
    const bool is_scale =
        name.ends_with(kScaleSuffix) && files.has(name.substr(0, name.size() - kScaleSuffix.size()));
    if (is_scale) continue;
    report.parameters += count;
    report.dtypes[dtype_name(files.dtype(name))] += count;
  }
  return report;
}

}  // namespace

int64_t ModelReport::parameters() const {
  int64_t sum = 0;
  for (const PartReport& part : parts) sum += part.parameters;
  return sum;
}

int64_t ModelReport::bytes() const {
  int64_t sum = 0;
  for (const PartReport& part : parts) sum += part.bytes;
  return sum;
}

ModelReport inspect_model(const std::filesystem::path& folder) {
  ModelReport report;
  const auto note_faults = [&](const auto& work) {
    try {
      work();
    } catch (const Error& e) {
      if (std::find(report.faults.begin(), report.faults.end(), e.what()) == report.faults.end()) {
        report.faults.emplace_back(e.what());
      }
    }
  };
  for (const PartName& part : kParts) {
    note_faults([&] { report.parts.push_back(inspect_part(folder, part)); });
  }
  constexpr PartName kWriter{"writer", "model"};  // only models that write have it
  const bool has_writer = std::filesystem::exists(folder / kWriter.folder);
  if (has_writer) note_faults([&] { report.parts.push_back(inspect_part(folder, kWriter)); });
  constexpr PartName kBook{kPictureBookFolder, "pictures"};
  const bool has_book = std::filesystem::exists(folder / kBook.folder);
  if (has_book) {
    note_faults([&] {
      report.parts.push_back(inspect_part(folder, kBook));
      report.parts.back().parameters = 0;  // pictures are not weights
    });
  }
  note_faults([&] {
    ModelParts parts(folder, torch::kCPU);
    note_faults([&] { parts.text_encoder(); });
    parts.done_with_text_encoder();
    note_faults([&] { parts.transformer(); });
    parts.done_with_transformer();
    note_faults([&] { parts.autoencoder(); });
    if (has_writer) note_faults([&] { parts.writer(); });
    if (has_book) note_faults([&] { parts.picture_book(); });
  });
  return report;
}

}  // namespace reverie
