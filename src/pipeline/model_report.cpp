#include "pipeline/model_report.h"

#include <algorithm>

#include "core/error.h"
#include "pipeline/model_files.h"
#include "pipeline/model_parts.h"
#include "weights/checkpoint_files.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

std::string dtype_name(torch::Dtype dtype) {
  switch (dtype) {
    case torch::kFloat32: return "fp32";
    case torch::kFloat16: return "fp16";
    case torch::kBFloat16: return "bf16";
    case torch::kInt8: return "int8";
    default: return torch::toString(dtype);
  }
}

PartReport inspect_files(const std::filesystem::path& folder, const ModelFiles& part) {
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
    if (part.is_learned) report.parameters += count;
    report.dtypes[dtype_name(files.dtype(name))] += count;
  }
  return report;
}

// Files of one folder are one part.
void add_part(std::vector<PartReport>& parts, const PartReport& more) {
  if (parts.empty() || parts.back().name != more.name) return parts.push_back(more);
  parts.back().parameters += more.parameters;
  parts.back().bytes += more.bytes;
  for (const auto& [dtype, count] : more.dtypes) parts.back().dtypes[dtype] += count;
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
  for (const ModelFiles& part : kModelFiles) {
    if (part.belong_to(folder)) note_faults([&] { add_part(report.parts, inspect_files(folder, part)); });
  }
  note_faults([&] {
    ModelParts parts(folder, torch::kCPU);
    note_faults([&] { parts.text_encoder(); });
    parts.done_with_text_encoder();
    note_faults([&] { parts.transformer(); });
    parts.done_with_transformer();
    note_faults([&] { parts.autoencoder(); });
    note_faults([&] { parts.upscaler(); });
    if (std::filesystem::exists(folder / "writer")) note_faults([&] { parts.writer(); });
    note_faults([&] { parts.picture_book(); });
  });
  return report;
}

}  // namespace reverie
