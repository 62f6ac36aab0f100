#include "training/writer_folder.h"

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "training/mini_folder.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWriter = "writer";

}  // namespace

void prepare_writer_folder(const fs::path& start, const fs::path& model) {
  if (!fs::exists(start / "model_index.json")) {
    throw Error(ErrorCode::NotFound, start.string() + ": expected a model folder, found no model_index.json",
                "--start");
  }
  if (fs::weakly_canonical(start) == fs::weakly_canonical(model) || fs::exists(model / "model_index.json"))
    return;
  create_folder(model, "--model");
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(start)) {
    const fs::path name = entry.path().filename();
    if (name == kWriter) continue;
    fs::copy(entry.path(), model / name, fs::copy_options::recursive | fs::copy_options::overwrite_existing,
             failed);
    if (failed) {
      throw Error(ErrorCode::WriteFailed, (model / name).string() + ": " + failed.message(), "--model");
    }
  }
}

void write_writer(const fs::path& model, const NamedTensors& weights, const Qwen3Config& config,
                  const WritingWords& words) {
  create_folder(model / kWriter);
  NamedTensors plain;
  for (const auto& [name, tensor] : weights) plain.emplace_back(name, tensor.detach().cpu());
  write_safetensors(model / kWriter / (std::string(kTransformersStem) + ".safetensors"), plain,
                    {{"format", "pt"}});
  write_json(model / kWriter / "config.json", config.to_json());
  Json settings = read_json(model / "reverie.json");
  settings["writer"] = {{"standard", kStandardInstruction}, {"fast", kFastInstruction},
                        {"plan", kPlanInstruction},         {"adds", words.adds},
                        {"modifiers", words.modifiers},     {"plan_words", words.plan_words}};
  write_json(model / "reverie.json", settings);
}

}  // namespace reverie
