#include "training/world/writing.h"

#include <algorithm>
#include <set>

#include "training/world/captions.h"
#include "training/world/plans.h"

namespace reverie {
namespace {

std::string filled(std::string text, const std::string& name, const std::string& value) {
  if (const std::size_t at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
  return text;
}

std::set<std::string> words_set(const std::string& text) {
  const auto words = words_of(text);
  return {words.begin(), words.end()};
}

// Into `out`: the words of `text` that are not among `others`.
void collect(const std::string& text, const std::set<std::string>& others, std::set<std::string>& out) {
  for (const std::string& word : words_of(text)) {
    if (!others.contains(word)) out.insert(word);
  }
}

std::vector<std::string> listed(const std::set<std::string>& words) {
  return {words.begin(), words.end()};
}

}  // namespace

WritingSample writing_of(const Scene& scene, WritingTask task, Surprises surprises, Random& random) {
  if (task == WritingTask::Plan) {
    const Plan plan = plan_of(scene, random);
    std::string lines;
    for (const std::string& line : plan.lines) lines += (lines.empty() ? "" : "\n") + line;
    const std::string question = filled(kPlanInstruction, "{count}", std::to_string(plan.most));
    return {filled(question, "{prompt}", plan.prompt), lines, plan.prompt};
  }
  const bool is_fast = task == WritingTask::Fast;
  const Rewriting pair = rewriting_of(scene, is_fast ? Manner::Fast : Manner::Standard, surprises, random);
  return {filled(is_fast ? kFastInstruction : kStandardInstruction, "{prompt}", pair.prompt), pair.answer,
          pair.prompt};
}

SceneOptions written_about(const SceneOptions& lesson, bool held_out) {
  return {.held_out = held_out, .objects = lesson.objects, .places = lesson.places};
}

WritingWords writing_words(const SceneOptions& lesson) {
  constexpr std::uint64_t kSamples = 6'000;  // enough that a word left out is one hardly ever written
  const SceneOptions options = written_about(lesson, false);
  std::set<std::string> adds, plan_words;
  std::set<std::string> modifiers{"two", "three", "2", "3"};
  for (const Colour& colour : colours()) modifiers.insert(colour.name);
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    Random random(2, i);
    const Scene scene = sample_scene(random, options);
    const auto task = static_cast<WritingTask>(i % 3);
    const WritingSample sample = writing_of(scene, task, Surprises::None, random);
    collect(sample.answer, words_set(sample.prompt), adds);
    if (task != WritingTask::Plan) continue;
    collect(sample.prompt, words_set(sample.answer), plan_words);
  }
  return {listed(adds), listed(modifiers), listed(plan_words)};
}

}  // namespace reverie
