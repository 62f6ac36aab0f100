// apps/generate_command.cpp
//
// `reverie generate PROMPT`: options -> ImageRequest -> files. docs/one_image.md starts here.

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>
#include <random>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "apps/progress_display.h"
#include "core/error.h"
#include "image/read_image.h"
#include "image/write_image.h"
#include "pipeline/image_pipeline.h"

namespace reverie {
namespace {

struct GenerateOptions {
  std::string prompt;
  EngineOptions engine;
  std::vector<std::string> images;
  std::optional<std::string> size;
  std::optional<std::string> aspect_ratio;
  std::optional<int64_t> width_px;
  std::optional<int64_t> height_px;
  int64_t count = 1;
  std::optional<uint64_t> seed;
  std::optional<int64_t> steps;
  std::optional<double> guidance_scale;
  std::optional<std::string> output;
  std::optional<std::string> format;
  bool json = false;
  bool quiet = false;
};

std::atomic<bool> interrupted{false};

// The option at fault as it is typed: "aspect_ratio" -> "--aspect-ratio", told once.
[[noreturn]] void rethrow_as_option(const Error& e) {
  if (e.field().empty() || e.field().starts_with("-") || e.field() == "prompt") throw e;
  std::string message = e.what();
  if (const std::string told = e.field() + ": "; message.starts_with(told)) message.erase(0, told.size());
  std::string option = "--" + e.field();
  std::replace(option.begin(), option.end(), '_', '-');
  throw Error(e.code(), message, option);
}

uint64_t draw_seed() {
  std::random_device device;
  return device() & 0x7fffffff;  // within what every API can carry
}

// "A red car, at dusk" -> "a-red-car-at-dusk"
std::string file_stem(const std::string& prompt) {
  constexpr std::size_t kLongest = 40;
  std::string stem;
  for (const char c : prompt) {
    if (stem.size() == kLongest) break;
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte)) {
      stem += static_cast<char>(std::tolower(byte));
    } else if (!stem.empty() && stem.back() != '-') {
      stem += '-';
    }
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "picture" : stem;
}

struct Target {
  std::filesystem::path path;
  ImageFormat format;
};

// Where picture `index` of `count` goes. Throws Error before any work when it could not be written.
Target target_of(const GenerateOptions& options, uint64_t seed, int64_t index) {
  const std::optional<ImageFormat> asked =
      options.format ? std::optional(parse_image_format(*options.format, "format")) : std::nullopt;
  std::filesystem::path path;
  ImageFormat format = asked.value_or(ImageFormat::Png);
  if (options.output) {
    path = *options.output;
    if (!asked) format = format_of_path(path, "output");
  } else {
    const std::string ending = format == ImageFormat::Jpeg ? "jpg" : std::string(format_name(format));
    path = file_stem(options.prompt) + "-" + std::to_string(seed) + "." + ending;
  }
  if (options.count > 1) {
    path = path.parent_path() /
           (path.stem().string() + "-" + std::to_string(index + 1) + path.extension().string());
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder) || access(folder.c_str(), W_OK) != 0 ||
      std::filesystem::is_directory(path)) {
    throw Error(
        ErrorCode::WriteFailed,
        path.string() + ": cannot be written; expected a file in a folder that exists and is writable",
        "--output");
  }
  return {path, format};
}

ImageRequest build_request(const GenerateOptions& options, uint64_t seed) {
  ImageRequest request;
  request.prompt = options.prompt;
  request.count = options.count;
  request.seed = seed;
  request.steps = options.steps;
  request.guidance_scale = options.guidance_scale;
  if (options.images.size() > kMaxReferences) {
    throw Error(ErrorCode::InvalidRequest,
                "expected at most 14 reference images, got " + std::to_string(options.images.size()),
                "--image");
  }
  for (const std::string& path : options.images) request.references.push_back(read_image(path, "--image"));

  SizeRequest size;
  if (options.size) size.size = parse_size(*options.size, "size");
  if (options.aspect_ratio) size.aspect_ratio = parse_aspect_ratio(*options.aspect_ratio, "aspect-ratio");
  size.width_px = options.width_px;
  size.height_px = options.height_px;
  request.size = resolve_size(
      size, request.references.empty() ? std::nullopt : std::optional(request.references.front().size()));
  return request;
}

void generate(const GenerateOptions& options) {
  use_threads(options.engine.threads);
  const uint64_t seed = options.seed ? *options.seed : draw_seed();
  std::vector<Target> targets;
  for (int64_t i = 0; i < options.count; ++i) targets.push_back(target_of(options, seed, i));
  const ImageRequest request = build_request(options, seed);
  ImagePipeline pipeline(model_library().find(options.engine.model), parse_device(options.engine.device));

  std::signal(SIGINT, [](int) { interrupted = true; });
  ProgressDisplay display(options.quiet || options.json);
  ImageResult result = pipeline.run(request, [&](const ProgressEvent& event) {
    const std::string which = event.image_count > 1 ? " " + std::to_string(event.image_index + 1) + "/" +
                                                          std::to_string(event.image_count)
                                                    : "";
    display.show(event.share, event.stage + which);
    return !interrupted;
  });
  for (std::size_t i = 0; i < result.images.size(); ++i) {
    result.clock.time("store", [&] {
      const ImageMetadata metadata{picture_parameters(request, result, pipeline, static_cast<int64_t>(i))};
      write_image(targets[i].path, result.images[i], targets[i].format, {}, metadata);
    });
  }
  display.clear();

  double total = 0;
  for (const auto& [stage, seconds] : result.clock.seconds()) total += seconds;
  if (options.json) {
    Json report = picture_parameters(request, result, pipeline, 0);
    report.erase("image_index");
    report["notes"] = result.notes;
    report["seconds"] = Json::object();
    for (const auto& [stage, seconds] : result.clock.seconds()) report["seconds"][stage] = seconds;
    report["seconds_total"] = total;
    report["peak_memory_bytes"] = peak_memory_bytes();
    for (const Target& target : targets) report["files"].push_back(target.path.string());
    std::cout << report.dump(2) << std::endl;
    return;
  }
  for (const std::string& note : result.notes) std::cerr << "note: " << note << std::endl;
  for (const Target& target : targets) {
    std::cout << target.path.string() << "  " << to_string(request.size) << "  seed " << seed << std::endl;
  }
  if (!options.quiet) {
    std::fprintf(stderr, "%.1f s, peak memory %.2f GB\n", total,
                 static_cast<double>(peak_memory_bytes()) / 1e9);
  }
}

}  // namespace

void add_generate_command(CLI::App& app) {
  const auto options = std::make_shared<GenerateOptions>();
  GenerateOptions& o = *options;
  CLI::App* command = app.add_subcommand("generate", "Draw pictures from a prompt");
  command->add_option("prompt", o.prompt, "What to draw")->required();
  command->add_option("--image", o.images, "A reference picture; repeat for several, at most 14")
      ->allow_extra_args(false);
  command->add_option("--size", o.size, "1K, 2K (the default), 4K, or WIDTHxHEIGHT");
  command->add_option("--aspect-ratio", o.aspect_ratio,
                      "1:1 4:3 3:4 16:9 9:16 3:2 2:3 21:9 or match_input_image");
  command->add_option("--width", o.width_px, "Exact width in pixels, 1024 to 4096, together with --height");
  command->add_option("--height", o.height_px, "Exact height in pixels, 1024 to 4096, together with --width");
  command->add_option("-n,--count", o.count, "Pictures, each with noise of its own")
      ->check(CLI::Range(1, 15))
      ->capture_default_str();
  command->add_option("--seed", o.seed, "Same seed, same picture; drawn and reported when left out");
  command->add_option("--steps", o.steps, "Denoising steps; the model's own when left out")
      ->check(CLI::Range(1, 1000));
  command->add_option("--guidance", o.guidance_scale, "Guidance scale, for models that are not distilled");
  add_engine_options(*command, o.engine);
  command->add_option("-o,--output", o.output, "File to write; its ending chooses the format");
  command->add_option("--format", o.format, "png, jpeg or webp");
  command->add_flag("--json", o.json, "Report on stdout as JSON: files, seed, seconds by stage, peak memory");
  command->add_flag("-q,--quiet", o.quiet, "No progress");
  command->callback([options] {
    try {
      generate(*options);
    } catch (const Error& e) {
      rethrow_as_option(e);
    }
  });
}

}  // namespace reverie
