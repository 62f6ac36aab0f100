// apps/eval_command.cpp
//
// `reverie eval`: scores a model of the drawn world on combinations that no training saw. docs/training.md
// tells how to read the table.

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "core/error.h"
#include "core/lines.h"
#include "evaluation/evaluate.h"
#include "evaluation/score_writer.h"
#include "pipeline/image_pipeline.h"
#include "pipeline/kept_meaning.h"
#include "pipeline/picture_tensor.h"
#include "pipeline/prompt_writer.h"
#include "training/world/curriculum.h"

namespace reverie {
namespace {

struct EvalOptions {
  EngineOptions engine;
  std::string atlas = "build/atlas.safetensors";
  std::string glyphs = "build/glyphs.safetensors";
  std::filesystem::path out = "out/eval";
  std::string lesson = "first";
  std::string size = "1K";
  int64_t per_kind = 20;
  uint64_t seed = 1;
  std::optional<int64_t> steps;
  std::optional<double> guidance;
  bool draws_truth = false;
  bool reads_writer = false;
};

constexpr Grid kSquare{16, 16};

// Pixels of a side: the grid's tokens are 64, 128 or 256 pixels wide.
int64_t side_px(const std::string& size) {
  const int64_t tier = size == "1K" ? 1 : size == "2K" ? 2 : 4;
  return kSquare.columns * 64 * tier;
}

void show_progress(int64_t done, int64_t all) {
  std::fprintf(stderr, "\reval: %lld of %lld pictures%s", static_cast<long long>(done),
               static_cast<long long>(all), done == all ? "\n" : "");
}

// A model that was never trained with references is asked to draw, not to edit.
std::vector<EvaluationTask> all_tasks(const SceneOptions& scenes, const EvalOptions& options,
                                      bool takes_references) {
  auto tasks = drawing_tasks(scenes, options.per_kind, options.seed);
  const auto add = [&](const std::vector<EvaluationTask>& more) {
    tasks.insert(tasks.end(), more.begin(), more.end());
  };
  constexpr int64_t kStylesShare = 4;  // there are sixteen
  add(style_tasks(scenes, std::max<int64_t>(1, options.per_kind / kStylesShare), options.seed));
  add(sign_tasks(scenes, options.per_kind, options.seed));
  add(size_tasks(scenes, options.per_kind, options.seed));
  add(group_tasks(scenes, options.per_kind, options.seed));
  if (!takes_references) return tasks;
  add(edit_tasks(scenes, options.per_kind, options.seed));
  add(word_edit_tasks(scenes, options.per_kind, options.seed));
  add(given_style_tasks(scenes, options.per_kind, options.seed));
  add(reference_tasks(scenes, options.per_kind, options.seed));
  return tasks;
}

void eval(const EvalOptions& options) {
  use_threads(options.engine.threads);
  const Atlas atlas = Atlas::load(options.atlas);
  SceneOptions scenes = lesson_scenes(lesson_of(options.lesson));
  scenes.grid = kSquare;
  SceneReader reader(atlas, scenes);
  Compositor compositor(atlas, torch::kCPU);
  if (scenes.signs) compositor.use_glyphs(Glyphs::load(options.glyphs));
  std::optional<ImagePipeline> pipeline;
  if (!options.draws_truth) {
    pipeline.emplace(model_library().find(options.engine.model), parse_device(options.engine.device));
  }
  const bool takes_references = !pipeline || pipeline->parts().settings().references != ReferenceMode::None;
  const auto tasks = all_tasks(scenes, options, takes_references);
  const auto draw = [&](const EvaluationTask& task) {
    const int64_t side = side_px(options.size);
    if (!pipeline) return compositor.render(task.scene, side / kSquare.columns);
    ImageRequest request;
    request.prompt = task.prompt;
    request.size = {side, side};
    request.seed = task.seed;
    request.steps = options.steps;
    request.guidance_scale = options.guidance;
    constexpr int64_t kReferencePx = 64;  // a token
    for (const Scene& scene : task.references) {
      request.references.push_back(tensor_to_picture(compositor.render(scene, kReferencePx) * 2 - 1));
    }
    return picture_to_tensor(pipeline->run(request).images.front())[0] / 2 + 0.5;
  };
  const ScoreTable table = evaluate(tasks, reader, compositor, draw, {options.out, show_progress});
  std::cout << table.markdown();
  std::cerr << "wrote " << options.out.string() << "/scores.md, scores.json, pictures.jsonl, sheet.ppm"
            << std::endl;
}

// What the model's writer makes of prompts: its first text for each, and whether the program would have used
// it.
void eval_writer(const EvalOptions& options) {
  use_threads(options.engine.threads);
  PromptWriter writer(model_library().find(options.engine.model), parse_device(options.engine.device));
  if (!PromptWriter::can_enhance(writer.settings()) || !PromptWriter::can_plan(writer.settings())) {
    throw Error(ErrorCode::InvalidRequest, "the model " + options.engine.model + " cannot write", "--writer");
  }
  const ModelSettings& settings = writer.settings();
  const auto write = [&](const WritingSample& sample, WritingTask task, uint64_t seed) {
    const bool is_plan = task == WritingTask::Plan;
    constexpr int64_t kMostTokens = 320;
    const std::string text = writer.answer("{prompt}", sample.question, 1, seed, kMostTokens);
    if (!is_plan) {
      return WrittenText{text,
                         fault_of_rewrite(sample.prompt, text, *settings.writer, settings.words).empty()};
    }
    const auto holds = [&](const std::string& line) {
      return fault_of_plan_line(sample.prompt, line, *settings.writer, settings.words).empty();
    };
    const auto lines = lines_of(text);
    return WrittenText{text, !lines.empty() && std::all_of(lines.begin(), lines.end(), holds)};
  };
  const WriterScores scores = score_writer(
      {lesson_scenes(lesson_of(options.lesson)), options.per_kind, options.seed, options.out}, write);
  std::cout << writer_table(scores);
  std::cerr << "wrote " << options.out.string() << "/writer.jsonl" << std::endl;
}

}  // namespace

void add_eval_command(CLI::App& app) {
  const auto options = std::make_shared<EvalOptions>();
  EvalOptions& o = *options;
  CLI::App* command = app.add_subcommand("eval", "Score a model of the drawn world on what it never saw");
  add_engine_options(*command, o.engine);
  command->add_option("--atlas", o.atlas, "The file of sprites (reverie train atlas)")->capture_default_str();
  command
      ->add_option("--glyphs", o.glyphs,
                   "The letters of signs (reverie train glyphs), which the lesson all needs")
      ->capture_default_str();
  command->add_option("--out", o.out, "Folder for the table, the answers and a sheet of the pictures")
      ->capture_default_str();
  command
      ->add_option("--lesson", o.lesson,
                   "first: 24 objects; broad: every object in twelve places; second: about 130, "
                   "seasons and weather; wide: every object and place, with these and styles; all: signs too")
      ->check(CLI::IsMember(lesson_names()))
      ->capture_default_str();
  command->add_option("--size", o.size, "Of the pictures, which are square")
      ->check(CLI::IsMember({"1K", "2K", "4K"}))
      ->capture_default_str();
  command
      ->add_option(
          "--per-kind", o.per_kind,
          "Pictures of each kind (scenes, edits, numbers of references), or texts of each of three tasks")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--seed", o.seed, "Of the scenes and their captions")->capture_default_str();
  command->add_option("--steps", o.steps, "Denoising steps; the model's own when left out")
      ->check(CLI::Range(1, 1000));
  command->add_option("--guidance", o.guidance, "Guidance scale; the model's own when left out")
      ->check(CLI::Range(1.0, 20.0));
  command->add_flag("--truth", o.draws_truth, "Draw the scenes themselves: checks the checker");
  command->add_flag("--writer", o.reads_writer,
                    "Score what the model writes instead: richer prompts and plans");
  command->callback([options] { options->reads_writer ? eval_writer(*options) : eval(*options); });
}

}  // namespace reverie
