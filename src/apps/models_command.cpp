// apps/models_command.cpp
//
// `reverie models` lists what is installed; `reverie model inspect|quantize|random` looks into, shrinks or
// makes a model folder.

#include <cstdio>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "core/error.h"
#include "pipeline/model_files.h"
#include "pipeline/model_report.h"
#include "pipeline/model_settings.h"
#include "pipeline/random_model.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

std::string gigabytes(int64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof(text), bytes < 100'000'000 ? "%.1f MB" : "%.2f GB",
                static_cast<double>(bytes) / (bytes < 100'000'000 ? 1e6 : 1e9));
  return text;
}

std::string millions(int64_t parameters) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f M", static_cast<double>(parameters) / 1e6);
  return text;
}

void list_models(bool as_json) {
  const ModelLibrary library = model_library();
  Json all = Json::array();
  for (const InstalledModel& model : library.installed()) {
    const ModelReport report = inspect_model(model.folder);
    all.push_back({{"name", model.name},
                   {"folder", model.folder.string()},
                   {"parameters", report.parameters()},
                   {"bytes", report.bytes()},
                   {"ready", report.faults.empty()}});
    if (!as_json) {
      std::printf("%-40s %10s %10s  %s\n", model.name.c_str(), millions(report.parameters()).c_str(),
                  gigabytes(report.bytes()).c_str(),
                  report.faults.empty() ? "ready" : report.faults.front().c_str());
    }
  }
  if (as_json) std::cout << all.dump(2) << std::endl;
  if (!all.empty() || as_json) return;
  std::cerr << "no models below:";
  for (const auto& root : library.roots()) std::cerr << " " << root.string();
  std::cerr << std::endl;
}

void inspect(const std::string& name, bool as_json) {
  const std::filesystem::path folder = model_library().find(name);
  const ModelReport report = inspect_model(folder);
  if (as_json) {
    Json json{{"folder", folder.string()},
              {"parameters", report.parameters()},
              {"bytes", report.bytes()},
              {"faults", report.faults},
              {"parts", Json::array()}};
    for (const PartReport& part : report.parts) {
      json["parts"].push_back({{"name", part.name},
                               {"parameters", part.parameters},
                               {"bytes", part.bytes},
                               {"dtypes", part.dtypes}});
    }
    std::cout << json.dump(2) << std::endl;
  } else {
    std::printf("%s\n", folder.c_str());
    for (const PartReport& part : report.parts) {
      std::string dtypes;
      for (const auto& [dtype, count] : part.dtypes)
        dtypes += (dtypes.empty() ? "" : ", ") + dtype + " " + millions(count);
      std::printf("  %-13s %10s parameters %10s  (%s)\n", part.name.c_str(),
                  millions(part.parameters).c_str(), gigabytes(part.bytes).c_str(), dtypes.c_str());
    }
    std::printf("  %-13s %10s parameters %10s\n", "in all", millions(report.parameters()).c_str(),
                gigabytes(report.bytes()).c_str());
    for (const std::string& fault : report.faults) std::printf("  fault: %s\n", fault.c_str());
  }
  if (!report.faults.empty()) {
    throw Error(ErrorCode::CorruptFile,
                std::to_string(report.faults.size()) + " fault(s) in " + folder.string());
  }
}

void quantize(const std::string& name, const std::filesystem::path& out) {
  namespace fs = std::filesystem;
  const fs::path folder = model_library().find(name);
  if (fs::exists(out))
    throw Error(ErrorCode::InvalidRequest, out.string() + " exists; expected a folder to be made",
                "--output");
  // Everything but weights is copied; weights go through the quantiser, one tensor at a time.
  fs::copy(folder, out, fs::copy_options::recursive | fs::copy_options::directories_only);
  int64_t before = 0;
  int64_t after = 0;
  for (const ModelFiles& part : kModelFiles) {
    if (!part.belong_to(folder)) continue;
    double worst = 0;
    double sum = 0;
    const auto reports = quantize_checkpoint(CheckpointFiles::open(folder / part.folder, part.stem),
                                             out / part.folder / (std::string(part.stem) + ".safetensors"));
    for (const QuantizedTensorReport& report : reports) {
      worst = std::max(worst, report.relative_error);
      sum += report.relative_error;
      before += report.bytes_before;
      after += report.bytes_after;
    }
    const double mean = reports.empty() ? 0 : sum / static_cast<double>(reports.size());
    std::printf("  %-13s %4zu tensors in 8 bits, relative error mean %.4f, worst %.4f\n", part.folder,
                reports.size(), mean, worst);
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    const bool is_weights = file.ends_with(".safetensors") || file.ends_with(".safetensors.index.json");
    if (entry.is_regular_file() && !is_weights)
      fs::copy_file(entry.path(), out / fs::relative(entry.path(), folder));
  }
  std::printf("  %s -> %s in %s\n", gigabytes(before).c_str(), gigabytes(after).c_str(), out.c_str());
}

}  // namespace

void add_models_command(CLI::App& app) {
  struct Options {
    std::string name;
    std::filesystem::path out;
    std::string like = "klein-4B";
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  Options& o = *options;

  CLI::App* models = app.add_subcommand("models", "List the installed models");
  models->add_flag("--json", o.json, "As JSON");
  models->callback([options] { list_models(options->json); });

  CLI::App* model = app.add_subcommand("model", "Look into, shrink or make a model folder");
  model->require_subcommand(1);

  CLI::App* inspect_command =
      model->add_subcommand("inspect", "Parameters, dtypes, memory, and what is missing");
  inspect_command->add_option("DIR", o.name, "A model's name or folder")->required();
  inspect_command->add_flag("--json", o.json, "As JSON");
  inspect_command->callback([options] { inspect(options->name, options->json); });

  CLI::App* quantize_command =
      model->add_subcommand("quantize", "Write a copy with 8-bit weights, and tell the loss");
  quantize_command->add_option("DIR", o.name, "A model's name or folder")->required();
  quantize_command->add_option("-o,--output", o.out, "The folder to make")->required();
  quantize_command->callback([options] { quantize(options->name, options->out); });

  CLI::App* random = model->add_subcommand(
      "random", "Make a model of true size with random weights, to try memory and speed");
  random->add_option("--like", o.like, "Which published model")
      ->check(CLI::IsMember(random_model_names()))
      ->capture_default_str();
  random->add_option("DIR", o.out, "The folder to make")->required();
  random->callback([options] {
    write_random_model(options->like, options->out, model_library().find(kDefaultModel) / "tokenizer");
  });
}

}  // namespace reverie
