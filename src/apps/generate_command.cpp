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
#include "image/watermark.h"
#include "image/write_image.h"
#include "pipeline/image_pipeline.h"
#include "pipeline/plan_group.h"
#include "pipeline/prompt_writer.h"

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
  std::string enhance = "off";
  std::string sequential = "disabled";
  std::optional<int64_t> max_images;
  bool has_watermark = false;
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

// Most pictures of the group that is asked for; 1 if none is.
int64_t most_of_group(const GenerateOptions& options) {
  constexpr int64_t kMostOfAGroup = 15;
  if (options.sequential == "disabled") {
    if (options.max_images) {
      throw Error(ErrorCode::InvalidRequest, "is the size of a group; expected --sequential auto beside it",
                  "--max-images");
    }
    return 1;
  }
  if (options.count > 1) {
    throw Error(ErrorCode::InvalidRequest,
                "a group has its own number of pictures; expected --max-images instead", "--count");
  }
  const auto references = static_cast<int64_t>(options.images.size());
  const int64_t most = options.max_images.value_or(std::max<int64_t>(1, kMostOfAGroup - references));
  if (most + references > kMostOfAGroup) {
    throw Error(ErrorCode::InvalidRequest,
                "expected at most 15 with the reference images, got " + std::to_string(most) + " and " +
                    std::to_string(references),
                "--max-images");
  }
  return most;
}

// What is drawn instead of the prompt as it was typed.
struct WrittenPrompts {
  std::vector<std::string> prompts;  // one for each request to the pipeline
  std::string revised;               // empty if the prompt was not rewritten
  std::vector<std::string> notes;
};

// A group is drawn as planned; a single prompt may be made richer.
WrittenPrompts write_prompts(const GenerateOptions& options, PromptWriter& writer, uint64_t seed) {
  WrittenPrompts written;
  written.prompts =
      plan_group(options.prompt, most_of_group(options),
                 [&](const std::string& asked, int64_t most) { return writer.plan(asked, most, seed); });
  if (options.enhance == "off") return written;
  if (written.prompts.size() > 1) {
    written.notes.push_back("a group is drawn as planned: no prompt was rewritten");
    return written;
  }
  const Enhancement how = options.enhance == "fast" ? Enhancement::Fast : Enhancement::Standard;
  const WrittenPrompt richer = writer.enhance(options.prompt, how, seed);
  written.prompts = {richer.prompt};
  if (richer.is_rewritten) written.revised = richer.prompt;
  written.notes.push_back(richer.is_rewritten ? "drawn as: " + richer.prompt : richer.note);
  return written;
}

// Where picture `index` of `count` goes. Throws Error before any work when it could not be written.
Target target_of(const GenerateOptions& options, uint64_t seed, int64_t index, int64_t count) {
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
  if (count > 1) {
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

// Everything drawn for one command.
struct Outcome {
  StageClock clock;
  std::vector<std::string> notes;  // each once
  Json parameters;                 // of the first picture
};

Outcome draw(const GenerateOptions& options, ImagePipeline& pipeline, const ImageRequest& asked,
             const std::vector<std::string>& prompts, const std::vector<Target>& targets) {
  const ModelSettings& settings = pipeline.parts().settings();
  const bool is_anchored = settings.anchors_groups && settings.references != ReferenceMode::None;
  const auto count = static_cast<double>(targets.size());
  ProgressDisplay display(options.quiet || options.json);
  Outcome outcome;
  std::optional<Image> first;
  std::size_t drawn = 0;
  for (const std::string& prompt : prompts) {
    ImageRequest request = asked;
    request.prompt = prompt;
    request.first_stream = drawn;
    // What holds a group together: its first picture is a reference of the others, if the model wants that.
    if (first && is_anchored) request.references.push_back(*first);
    ImageResult result = pipeline.run(request, [&](const ProgressEvent& event) {
      const std::string which =
          targets.size() > 1 ? " " + std::to_string(drawn + static_cast<std::size_t>(event.image_index) + 1) +
                                   "/" + std::to_string(targets.size())
                             : "";
      const double share =
          (static_cast<double>(drawn) + event.share * static_cast<double>(request.count)) / count;
      display.show(share, event.stage + which);
      return !interrupted;
    });
    for (std::size_t i = 0; i < result.images.size(); ++i, ++drawn) {
      const Json parameters = picture_parameters(request, result, pipeline, static_cast<int64_t>(i));
      if (drawn == 0) outcome.parameters = parameters;
      if (prompts.size() > 1 && !first) first = result.images[i];
      outcome.clock.time("store", [&] {
        if (options.has_watermark) add_watermark(result.images[i]);
        write_image(targets[drawn].path, result.images[i], targets[drawn].format, {},
                    ImageMetadata{parameters});
      });
    }
    for (const auto& [stage, seconds] : result.clock.seconds()) outcome.clock.add(stage, seconds);
    for (const std::string& note : result.notes) {
      if (std::find(outcome.notes.begin(), outcome.notes.end(), note) == outcome.notes.end()) {
        outcome.notes.push_back(note);
      }
    }
  }
  display.clear();
  return outcome;
}

void generate(const GenerateOptions& options) {
  use_threads(options.engine.threads);
  const uint64_t seed = options.seed ? *options.seed : draw_seed();
  most_of_group(options);  // what is wrong is told before a model is opened
  const std::filesystem::path model = model_library().find(options.engine.model);
  const torch::Device device = parse_device(options.engine.device);
  PromptWriter writer(model, device);
  const auto [prompts, revised, notes] = write_prompts(options, writer, seed);
  const int64_t count = options.count * static_cast<int64_t>(prompts.size());
  std::vector<Target> targets;
  for (int64_t i = 0; i < count; ++i) targets.push_back(target_of(options, seed, i, count));
  const ImageRequest request = build_request(options, seed);
  ImagePipeline pipeline(model, device);

  std::signal(SIGINT, [](int) { interrupted = true; });
  Outcome outcome = draw(options, pipeline, request, prompts, targets);
  outcome.notes.insert(outcome.notes.begin(), notes.begin(), notes.end());
  double total = 0;
  for (const auto& [stage, seconds] : outcome.clock.seconds()) total += seconds;
  if (options.json) {
    Json report = outcome.parameters;
    report.erase("image_index");
    if (prompts.size() > 1) report["prompts"] = prompts;
    if (!revised.empty()) report["revised_prompt"] = revised;
    report["notes"] = outcome.notes;
    report["seconds"] = Json::object();
    for (const auto& [stage, seconds] : outcome.clock.seconds()) report["seconds"][stage] = seconds;
    report["seconds_total"] = total;
    report["peak_memory_bytes"] = peak_memory_bytes();
    for (const Target& target : targets) report["files"].push_back(target.path.string());
    std::cout << report.dump(2) << std::endl;
    return;
  }
  for (const std::string& note : outcome.notes) std::cerr << "note: " << note << std::endl;
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
  command
      ->add_option("--enhance", o.enhance,
                   "The model writes the prompt out first: standard, or fast for one clause")
      ->check(CLI::IsMember({"off", "standard", "fast"}))
      ->capture_default_str();
  command
      ->add_option("--sequential", o.sequential, "auto: a group of related pictures, planned from the prompt")
      ->check(CLI::IsMember({"auto", "disabled"}))
      ->capture_default_str();
  command->add_option("--max-images", o.max_images, "Most pictures of a group; as many as fit when left out")
      ->check(CLI::Range(1, 15));
  command->add_option("--seed", o.seed, "Same seed, same picture; drawn and reported when left out");
  command->add_option("--steps", o.steps, "Denoising steps; the model's own when left out")
      ->check(CLI::Range(1, 1000));
  command->add_option("--guidance", o.guidance_scale, "Guidance scale, for models that are not distilled");
  add_engine_options(*command, o.engine);
  command->add_option("-o,--output", o.output, "File to write; its ending chooses the format");
  command->add_option("--format", o.format, "png, jpeg or webp");
  command->add_flag("--watermark", o.has_watermark, "Mark the picture at the bottom right");
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
