#include "evaluation/evaluate.h"

#include "core/error.h"
#include "core/file.h"
#include "training/sample_sheet.h"
#include "training/world/captions.h"

namespace reverie {
namespace {

struct SceneKind {
  std::size_t objects;
  std::size_t coloured;
  bool are_alike;
};

// With colours means all of them; without says nothing of a scene's colours where they do not matter.
constexpr SceneKind kKinds[] = {{1, 0, false}, {1, 1, false}, {2, 0, false}, {2, 2, false},
                                {3, 0, false}, {2, 0, true},  {3, 0, true}};

bool is_of_kind(const Scene& scene, const SceneKind& kind) {
  if (scene.sprites.size() != kind.objects) return false;
  const bool are_alike = kind.objects > 1 && scene.sprites[0].object == scene.sprites[1].object;
  if (are_alike != kind.are_alike) return false;
  std::size_t coloured = 0;
  for (const Sprite& sprite : scene.sprites) coloured += sprite.colour != kNoColour ? 1 : 0;
  return coloured == kind.coloured;
}

Json seen_json(const SeenScene& seen) {
  Json json = {{"place", places()[static_cast<std::size_t>(seen.place)].name},
               {"time", static_cast<int>(seen.time)},
               {"objects", Json::array()}};
  for (const SeenObject& one : seen.objects) {
    const int64_t colour = one.colours.front();
    json["objects"].push_back(
        {{"object", objects()[static_cast<std::size_t>(one.object)].name},
         {"colour", colour == kNoColour ? "its own" : colours()[static_cast<std::size_t>(colour)].name},
         {"row", one.row},
         {"column", one.column},
         {"rho", one.rho}});
  }
  return json;
}

Json answers_json(const Answers& answers) {
  Json json = Json::object();
  for (std::size_t i = 0; i < kQuestions; ++i) {
    if (answers[i]) json[std::string(question_name(static_cast<Question>(i)))] = *answers[i];
  }
  return json;
}

}  // namespace

std::vector<EvaluationTask> evaluation_tasks(const std::vector<int64_t>& objects, int64_t per_kind,
                                             uint64_t seed, Grid grid) {
  SceneOptions options;
  options.grid = grid;
  options.held_out = true;
  options.objects = objects;
  constexpr uint64_t kTries = 200'000;  // two coloured objects are one scene in a hundred
  std::vector<EvaluationTask> tasks;
  uint64_t index = 0;
  for (const SceneKind& kind : kKinds) {
    const uint64_t first = index;
    for (int64_t found = 0; found < per_kind; ++index) {
      if (index - first > kTries) {
        throw Error(ErrorCode::InvalidRequest,
                    "evaluation: these objects have no withheld scenes of " + std::to_string(kind.objects) +
                        " objects, " + std::to_string(kind.coloured) + " of them with a colour",
                    "objects");
      }
      Random random(seed, index);
      const Scene scene = sample_scene(random, options);
      if (!is_of_kind(scene, kind)) continue;
      tasks.push_back({scene, caption(scene, random), index});
      ++found;
    }
  }
  return tasks;
}

ScoreTable evaluate(const std::vector<EvaluationTask>& tasks, SceneReader& reader,
                    const std::function<torch::Tensor(const EvaluationTask&)>& draw,
                    const EvaluationOptions& options) {
  create_folder(options.out);
  ScoreTable table;
  std::string lines;
  std::vector<torch::Tensor> thumbnails;
  for (const EvaluationTask& task : tasks) {
    const torch::Tensor picture = draw(task);
    const SeenScene seen = reader.read(picture, task.scene.grid);
    const Answers answers = answers_of(task.scene, seen);
    table.add(answers);
    lines += Json{{"prompt", task.prompt},
                  {"seed", task.seed},
                  {"seen", seen_json(seen)},
                  {"answers", answers_json(answers)}}
                 .dump() +
             "\n";
    constexpr int64_t kThumbnailPx = 16;  // a token
    thumbnails.push_back(at::_upsample_bilinear2d_aa(
                             picture.unsqueeze(0).to(torch::kFloat),
                             {task.scene.grid.rows * kThumbnailPx, task.scene.grid.columns * kThumbnailPx},
                             false)[0] *
                             2 -
                         1);
    if (options.on_progress) {
      options.on_progress(static_cast<int64_t>(thumbnails.size()), static_cast<int64_t>(tasks.size()));
    }
  }
  write_file_atomically(options.out / "scores.md", table.markdown());
  write_file_atomically(options.out / "scores.json", table.json().dump(2) + "\n");
  write_file_atomically(options.out / "pictures.jsonl", lines);
  constexpr int64_t kColumns = 10;
  write_sample_sheet(options.out / "sheet.ppm", thumbnails, kColumns);
  return table;
}

}  // namespace reverie
