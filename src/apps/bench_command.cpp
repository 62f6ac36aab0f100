// apps/bench_command.cpp
//
// `reverie bench`: seconds by stage and peak memory of one request, over several runs in one process.
// benchmarks/against_diffusers.py puts these figures beside the published pipeline's.

#include <torch/utils.h>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "core/error.h"
#include "pipeline/image_pipeline.h"

namespace reverie {
namespace {

struct BenchOptions {
  EngineOptions engine;
  std::string size = "1K";
  std::string prompt = "a red car next to an avocado on a beach at sunset";
  std::optional<int64_t> steps;
  int64_t runs = 3;
  bool json = false;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Like parse_size, but any size is welcome: a benchmark asks its own questions.
PixelSize bench_size(const std::string& text) {
  const auto cross = text.find('x');
  if (cross == std::string::npos) {
    SizeRequest tier;
    tier.size = parse_size(text, "--size");
    return resolve_size(tier);
  }
  const PixelSize size{std::atoll(text.substr(0, cross).c_str()), std::atoll(text.substr(cross + 1).c_str())};
  if (size.width_px < 64 || size.height_px < 64 || size.pixels() > kMaxPixels) {
    throw Error(ErrorCode::InvalidRequest,
                "expected WIDTHxHEIGHT of 64x64 to 16 megapixels, got \"" + text + "\"", "--size");
  }
  return size;
}

void bench(const BenchOptions& options) {
  use_threads(options.engine.threads);
  ImagePipeline pipeline(model_library().find(options.engine.model), parse_device(options.engine.device));
  ImageRequest request;
  request.prompt = options.prompt;
  request.size = bench_size(options.size);
  request.steps = options.steps;

  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> seconds;
  std::vector<double> totals;
  for (int64_t run = 0; run < options.runs; ++run) {
    const ImageResult result = pipeline.run(request);
    double total = 0;
    for (const auto& [stage, spent] : result.clock.seconds()) {
      if (run == 0) order.push_back(stage);
      seconds[stage].push_back(spent);
      total += spent;
    }
    totals.push_back(total);
  }

  if (options.json) {
    Json report{{"model", options.engine.model},
                {"size", to_string(request.size)},
                {"runs", options.runs},
                {"threads", torch::get_num_threads()},
                {"first_total", totals.front()},
                {"median_total", median(totals)},
                {"peak_memory_bytes", peak_memory_bytes()},
                {"stages", Json::object()}};
    for (const std::string& stage : order) report["stages"][stage] = median(seconds[stage]);
    std::cout << report.dump(2) << std::endl;
    return;
  }
  std::printf("%s  %s  %d threads  %lld runs in one process\n", options.engine.model.c_str(),
              to_string(request.size).c_str(), torch::get_num_threads(),
              static_cast<long long>(options.runs));
  std::printf("%-20s %10s %10s\n", "stage", "first s", "median s");
  for (const std::string& stage : order)
    std::printf("%-20s %10.3f %10.3f\n", stage.c_str(), seconds[stage].front(), median(seconds[stage]));
  std::printf("%-20s %10.3f %10.3f\n", "total", totals.front(), median(totals));
  std::printf("peak memory %.2f GB\n", static_cast<double>(peak_memory_bytes()) / 1e9);
}

}  // namespace

void add_bench_command(CLI::App& app) {
  const auto options = std::make_shared<BenchOptions>();
  BenchOptions& o = *options;
  CLI::App* command = app.add_subcommand("bench", "Seconds by stage and peak memory of one request");
  add_engine_options(*command, o.engine);
  command->add_option("--size", o.size, "1K, 2K, 4K or WIDTHxHEIGHT")->capture_default_str();
  command->add_option("--prompt", o.prompt, "What to draw")->capture_default_str();
  command->add_option("--steps", o.steps, "Denoising steps; the model's own when left out")
      ->check(CLI::Range(1, 1000));
  command->add_option("--runs", o.runs, "How often; the first includes loading")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_flag("--json", o.json, "As JSON");
  command->callback([options] { bench(*options); });
}

}  // namespace reverie
