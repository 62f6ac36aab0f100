#include "evaluation/score_writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/lines.h"
#include "training/world/captions.h"
#include "training/world/facts.h"

namespace reverie {
namespace {

constexpr std::array kNames{"standard", "fast", "plan"};

bool is_right_plan(const WritingSample& sample, const std::string& text) {
  const auto lines = lines_of(text);
  if (lines.size() != lines_of(sample.answer).size()) return false;
  if (std::set<std::string>(lines.begin(), lines.end()).size() != lines.size()) return false;
  const Facts asked = facts_of(sample.prompt);
  return std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
    const Facts said = facts_of(line);
    return said.things == asked.things && (asked.places.empty() || said.places == asked.places);
  });
}

void count(Score& score, bool is_so) {
  ++score.asked;
  if (is_so) ++score.right;
}

std::string cell(const Score& score) {
  const auto [low, high] = score.interval();
  char text[64];
  std::snprintf(text, sizeof(text), "%.3f (%.3f to %.3f)", score.share(), low, high);
  return score.asked == 0 ? "" : text;
}

}  // namespace

bool is_right(const WritingSample& sample, WritingTask task, const std::string& text) {
  if (task == WritingTask::Plan) return is_right_plan(sample, text);
  return broken_fact(facts_of(sample.prompt), facts_of(text)).empty();
}

WriterScores score_writer(
    const WriterEvaluation& options,
    const std::function<WrittenText(const WritingSample& sample, WritingTask task, uint64_t seed)>& write) {
  create_folder(options.out, "--out");
  std::ofstream out(options.out / "writer.jsonl");
  const SceneOptions scenes = written_about(options.lesson, true);
  WriterScores scores;
  for (std::size_t i = 0; i < kWritingTasks.size(); ++i) {
    const WritingTask task = kWritingTasks[i];
    WriterScore& score = scores[i];
    for (std::int64_t j = 0; j < options.per_task; ++j) {
      Random random(options.seed + 500 + i, static_cast<uint64_t>(j));
      const Scene scene = sample_scene(random, scenes);
      const WritingSample sample = writing_of(scene, task, Surprises::None, random);
      const auto began = std::chrono::steady_clock::now();
      const WrittenText written = write(sample, task, static_cast<uint64_t>(j));
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
      const bool right = is_right(sample, task, written.text);
      score.seconds = std::max(score.seconds, took.count());
      count(score.right, right);
      count(score.accepted, written.is_accepted);
      if (written.is_accepted) {
        count(score.right_of_accepted, right);
        const bool grew = words_of(written.text).size() > words_of(sample.prompt).size();
        if (task != WritingTask::Plan) count(score.richer, grew);
      }
      out << Json{{"task", kNames[i]},
                  {"prompt", sample.prompt},
                  {"text", written.text},
                  {"right", right},
                  {"accepted", written.is_accepted}}
                 .dump()
          << "\n";
    }
  }
  if (!out.flush())
    throw Error(ErrorCode::WriteFailed, (options.out / "writer.jsonl").string() + ": cannot write");
  return scores;
}

std::string writer_table(const WriterScores& scores) {
  std::string table =
      "| task | right | accepted | right, of those accepted | richer, of those | slowest, s "
      "|\n|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const WriterScore& score = scores[i];
    char seconds[32];
    std::snprintf(seconds, sizeof(seconds), "%.2f", score.seconds);
    table += "| " + std::string(kNames[i]) + " | " + cell(score.right) + " | " + cell(score.accepted) +
             " | " + cell(score.right_of_accepted) + " | " + cell(score.richer) + " | " + seconds + " |\n";
  }
  return table;
}

}  // namespace reverie
