#include "evaluation/evaluation_tasks.h"

#include <algorithm>
#include <functional>

#include "core/error.h"
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

std::string described(const SceneKind& kind) {
  return std::to_string(kind.objects) + " objects, " + std::to_string(kind.coloured) +
         " of them with a colour";
}

std::string described(ChangeKind kind) {
  return "change number " + std::to_string(static_cast<int>(kind));
}

std::string described(Style style) {
  return "style number " + std::to_string(static_cast<int>(style));
}

enum class SizeKind { Sizes, Overlap, Crowd };

std::string described(SizeKind kind) {
  return "sizes, number " + std::to_string(static_cast<int>(kind));
}

// Whether large things leave so much of each other to be seen that each can be told.
bool are_all_seen(const Scene& scene) {
  constexpr double kMostCovered = 0.2;
  for (std::size_t i = 0; i < scene.sprites.size(); ++i) {
    for (std::size_t j = i + 1; j < scene.sprites.size(); ++j) {  // in front
      const Square back = square_of(scene.sprites[i]);
      const auto covered = static_cast<double>(tokens_in_both(back, square_of(scene.sprites[j])));
      if (covered > kMostCovered * static_cast<double>(back.tokens * back.tokens)) return false;
    }
  }
  return true;
}

// Nothing for a scene in which all is as usual, or not all can be told.
std::optional<SizeKind> size_kind_of(const Scene& scene) {
  if (scene.arrangement == Arrangement::Crowd) return SizeKind::Crowd;
  if (scene.arrangement == Arrangement::Behind || scene.arrangement == Arrangement::Under)
    return SizeKind::Overlap;
  const bool is_usual = std::all_of(scene.sprites.begin(), scene.sprites.end(),
                                    [](const Sprite& sprite) { return sprite.tokens == kSlotTokens; });
  return is_usual || !are_all_seen(scene) ? std::nullopt : std::optional(SizeKind::Sizes);
}

// What a picture of another style is given for.
enum class Given { ToEdit, ForItsStyle };

std::string described(Given given) {
  return given == Given::ToEdit ? "an edit into a style" : "a picture given for its style";
}

std::string described(bool has_several) {
  return has_several ? "a sign of several words" : "a sign of one word";
}

std::string described(std::int64_t subjects) {
  return std::to_string(subjects) + " subjects of other pictures";
}

// Neither styles nor signs, of which the reader reads no objects; all in the usual size.
SceneOptions withheld(SceneOptions scenes) {
  scenes.held_out = true;
  scenes.styles = scenes.signs = scenes.sizes = false;
  return scenes;
}

// `per_kind` tasks of each kind; `make` gives one or nothing, by a random number generator of its own.
template <typename Kinds, typename Make>
std::vector<EvaluationTask> tasks_of(const Kinds& kinds, int64_t per_kind, uint64_t seed, const Make& make) {
  constexpr uint64_t kTries = 200'000;  // two coloured objects are one scene in a hundred
  std::vector<EvaluationTask> tasks;
  uint64_t index = 0;
  for (const auto& kind : kinds) {
    const uint64_t first = index;
    for (int64_t found = 0; found < per_kind; ++index) {
      if (index - first > kTries) {
        throw Error(ErrorCode::InvalidRequest,
                    "evaluation: these objects have no withheld scenes of " + described(kind), "objects");
      }
      Random random(seed, index);
      std::optional<EvaluationTask> task = make(kind, random);
      if (!task) continue;
      task->seed = index;
      tasks.push_back(std::move(*task));
      ++found;
    }
  }
  return tasks;
}

std::optional<EvaluationTask> edit_task(ChangeKind kind, Random& random, const SceneOptions& options) {
  const auto edit = sample_change(sample_scene(random, options), kind, random, options);
  if (!edit) return std::nullopt;
  return EvaluationTask{edit->after, instruction(*edit, random), 0, {edit->before}, edit};
}

}  // namespace

std::vector<EvaluationTask> drawing_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  const SceneOptions options = withheld(scenes);
  return tasks_of(kKinds, per_kind, seed,
                  [&](const SceneKind& kind, Random& random) -> std::optional<EvaluationTask> {
                    const Scene scene = sample_scene(random, options);
                    if (!is_of_kind(scene, kind)) return std::nullopt;
                    return EvaluationTask{scene, caption(scene, random, options), 0};
                  });
}

std::vector<EvaluationTask> style_tasks(const SceneOptions& scenes, int64_t per_style, uint64_t seed) {
  if (!scenes.styles) return {};
  SceneOptions options = withheld(scenes);
  options.styles = true;
  const std::vector<Style> styles(all_styles().begin() + 1, all_styles().end());
  return tasks_of(styles, per_style, seed, [&](Style style, Random& random) -> std::optional<EvaluationTask> {
    const Scene scene = sample_scene(random, options);
    if (scene.style != style) return std::nullopt;
    EvaluationTask task{scene, caption(scene, random, options), 0};
    task.about = AskedAbout::Style;
    return task;
  });
}

std::vector<EvaluationTask> given_style_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  if (!scenes.styles) return {};
  const SceneOptions plain = withheld(scenes);
  SceneOptions styled = plain;
  styled.styles = true;
  return tasks_of(std::vector<Given>{Given::ToEdit, Given::ForItsStyle}, per_kind, seed,
                  [&](Given given, Random& random) -> std::optional<EvaluationTask> {
                    Scene scene = sample_scene(random, plain);
                    EvaluationTask task{scene, caption(scene, random, plain), 0};
                    task.about = AskedAbout::Style;
                    if (given == Given::ToEdit) {
                      task.edit = sample_change(scene, ChangeKind::Style, random, styled);
                      if (!task.edit || task.edit->after.style == Style::Flat) return std::nullopt;
                      task.scene = task.edit->after;
                      task.prompt = instruction(*task.edit, random);
                      task.references = {scene};
                      return task;
                    }
                    const Scene other = sample_scene(random, styled);
                    if (other.style == Style::Flat) return std::nullopt;
                    task.scene.style = other.style;
                    if (task.prompt.ends_with('.')) task.prompt.pop_back();
                    task.prompt += ", in the style of image 1";
                    task.references = {other};
                    return task;
                  });
}

std::vector<EvaluationTask> sign_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  if (!scenes.signs) return {};
  SceneOptions options = withheld(scenes);
  options.signs = true;
  return tasks_of(std::vector<bool>{false, true}, per_kind, seed,
                  [&](bool has_several, Random& random) -> std::optional<EvaluationTask> {
                    const Scene scene = sample_scene(random, options);
                    if (!scene.sign || (scene.sign->words.find(' ') != std::string::npos) != has_several)
                      return std::nullopt;
                    EvaluationTask task{scene, caption(scene, random, options), 0};
                    task.about = AskedAbout::Words;
                    return task;
                  });
}

std::vector<EvaluationTask> word_edit_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  if (!scenes.signs) return {};
  SceneOptions options = withheld(scenes);
  options.signs = true;
  return tasks_of(std::vector<ChangeKind>{ChangeKind::Words}, per_kind, seed,
                  [&](ChangeKind kind, Random& random) -> std::optional<EvaluationTask> {
                    auto task = edit_task(kind, random, options);
                    if (task) task->about = AskedAbout::Words;
                    return task;
                  });
}

std::vector<EvaluationTask> size_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  if (!scenes.sizes) return {};
  SceneOptions options = withheld(scenes);
  options.sizes = true;
  return tasks_of(std::vector<SizeKind>{SizeKind::Sizes, SizeKind::Overlap, SizeKind::Crowd}, per_kind, seed,
                  [&](SizeKind kind, Random& random) -> std::optional<EvaluationTask> {
                    const Scene scene = sample_scene(random, options);
                    if (size_kind_of(scene) != kind) return std::nullopt;
                    EvaluationTask task{scene, caption(scene, random, options), 0};
                    task.about = AskedAbout::Sizes;
                    return task;
                  });
}

std::vector<EvaluationTask> edit_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  const SceneOptions options = withheld(scenes);
  return tasks_of(change_kinds(options), per_kind, seed,
                  [&](ChangeKind kind, Random& random) { return edit_task(kind, random, options); });
}

std::vector<EvaluationTask> group_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  const SceneOptions options = withheld(scenes);
  std::vector<EvaluationTask> tasks;
  for (int64_t i = 0; i < per_kind; ++i) {
    Random random(seed, static_cast<uint64_t>(i));
    for (const Scene& scene : sample_group(random, options, kGroupSize)) {
      tasks.push_back({scene, caption(scene, random, options), static_cast<uint64_t>(i)});
      tasks.back().is_in_group = true;
    }
  }
  return tasks;
}

std::vector<EvaluationTask> reference_tasks(const SceneOptions& scenes, int64_t per_kind, uint64_t seed) {
  const SceneOptions options = withheld(scenes);
  constexpr std::int64_t kNumbers[] = {1, 2, 3};
  return tasks_of(
      kNumbers, per_kind, seed, [&](std::int64_t number, Random& random) -> std::optional<EvaluationTask> {
        const ReferencedScene scene = sample_referenced_scene(random, options);
        const bool all_given =
            std::all_of(scene.subjects.begin(), scene.subjects.end(), [](auto s) { return s >= 0; });
        if (!all_given || static_cast<std::int64_t>(scene.subjects.size()) != number) return std::nullopt;
        return EvaluationTask{
            scene.target,  words_of_references(scene, random, options), 0, scene.references, std::nullopt,
            scene.subjects};
      });
}

}  // namespace reverie
