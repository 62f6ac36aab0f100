#include "evaluation/evaluate.h"

#include "core/file.h"
#include "evaluation/edit_questions.h"
#include "evaluation/ocr_reader.h"
#include "evaluation/style_reader.h"
#include "training/sample_sheet.h"

namespace reverie {
namespace {

Json seen_json(const SeenScene& seen) {
  Json json = {{"place", places()[static_cast<std::size_t>(seen.place)].name},
               {"time", static_cast<int>(seen.setting.time)},
               {"season", static_cast<int>(seen.setting.season)},
               {"weather", static_cast<int>(seen.setting.weather)},
               {"objects", Json::array()}};
  for (const SeenObject& one : seen.objects) {
    const int64_t colour = one.colours.front();
    json["objects"].push_back(
        {{"object", objects()[static_cast<std::size_t>(one.object)].name},
         {"colour", colour == kNoColour ? "its own" : colours()[static_cast<std::size_t>(colour)].name},
         {"row", one.row},
         {"column", one.column},
         {"tokens", one.tokens},
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

// Asks of each kGroupSize pictures in a row that belong to a group whether all of them show its subjects.
class GroupQuestion {
 public:
  void add(bool shows_all, Answers& answers) {
    all_shown_ = all_shown_ && shows_all;
    if (++pictures_ < kGroupSize) return;
    answers[static_cast<std::size_t>(Question::GroupConsistent)] = all_shown_;
    *this = {};
  }

 private:
  std::size_t pictures_ = 0;
  bool all_shown_ = true;
};

// At least this, outside of what an edit names.
constexpr double kUntouchedDb = 28;

Answers answers_of_edit(const Edit& edit, const SeenScene& seen, const torch::Tensor& picture,
                        Compositor& compositor) {
  Answers answers;
  answers[static_cast<std::size_t>(Question::EditDone)] = is_done(edit, seen);
  const std::int64_t px_per_token = picture.size(2) / edit.before.grid.columns;
  const torch::Tensor before = compositor.render(edit.before, px_per_token);
  if (const auto db = untouched_psnr_db(edit, before, picture)) {
    answers[static_cast<std::size_t>(Question::Untouched)] = *db >= kUntouchedDb;
  }
  return answers;
}

Answers answers_of(const EvaluationTask& task, const SeenScene& seen, const torch::Tensor& picture,
                   Compositor& compositor) {
  if (task.edit) return answers_of_edit(*task.edit, seen, picture, compositor);
  if (task.is_in_group) return {};  // asked of the group
  if (!task.subjects.empty()) return answers_of_identity(task.scene, seen);
  return answers_of(task.scene, seen);
}

// Whether the words stand somewhere in the rows where the sign is to be: where there is room at several
// places, each of them is right.
bool shows_words(const OcrReader& reader, const torch::Tensor& picture, const Scene& scene) {
  Sign sign = *scene.sign;
  const auto is_read = [&] { return reads_right(reader, picture, sign, scene.grid); };
  if (is_read()) return true;
  for (sign.column = 0; sign.column <= scene.grid.columns - sign.columns; ++sign.column) {
    if (is_read()) return true;
  }
  return false;
}

// Those who read what SceneReader does not; Tesseract is looked for when it is needed.
class OtherReaders {
 public:
  explicit OtherReaders(Compositor& compositor) : style_(compositor) {}

  Answers answers_of(const EvaluationTask& task, const torch::Tensor& picture, Json& seen) {
    Answers answers;
    const auto answer = [&](Question question, bool is_right) {
      answers[static_cast<std::size_t>(question)] = is_right;
    };
    if (task.about == AskedAbout::Style) {
      const Style style = style_.read(picture, task.scene);
      seen = {{"style", static_cast<int>(style)}, {"asked", static_cast<int>(task.scene.style)}};
      const Question question = task.edit                 ? Question::EditStyle
                                : task.references.empty() ? Question::Style
                                                          : Question::ReferenceStyle;
      answer(question, style == task.scene.style);
    } else {
      if (!ocr_) ocr_.emplace();
      const std::string& words = task.scene.sign->words;
      seen = {{"words", ocr_->reads_as(picture, *task.scene.sign, task.scene.grid)}, {"asked", words}};
      const Question question = task.edit                              ? Question::WordsChanged
                                : words.find(' ') == std::string::npos ? Question::OneWord
                                                                       : Question::SeveralWords;
      answer(question, shows_words(*ocr_, picture, task.scene));
    }
    return answers;
  }

 private:
  StyleReader style_;
  std::optional<OcrReader> ocr_;
};

}  // namespace

ScoreTable evaluate(const std::vector<EvaluationTask>& tasks, SceneReader& reader, Compositor& compositor,
                    const std::function<torch::Tensor(const EvaluationTask&)>& draw,
                    const EvaluationOptions& options) {
  create_folder(options.out);
  ScoreTable table;
  std::string lines;
  std::vector<torch::Tensor> thumbnails;
  GroupQuestion group;
  OtherReaders others(compositor);
  for (const EvaluationTask& task : tasks) {
    const torch::Tensor picture = draw(task);
    Answers answers;
    Json told;
    if (task.about == AskedAbout::Sizes) {
      const SeenScene seen = reader.read_sizes(picture, task.scene);
      told = seen_json(seen);
      answers = answers_of_sizes(task.scene, seen);
    } else if (task.about == AskedAbout::Scene) {
      const SeenScene seen = reader.read(picture, task.scene);
      told = seen_json(seen);
      answers = answers_of(task, seen, picture, compositor);
      if (task.is_in_group) group.add(shows_all(task.scene, seen), answers);
    } else {
      answers = others.answers_of(task, picture, told);
    }
    table.add(answers);
    lines +=
        Json{{"prompt", task.prompt}, {"seed", task.seed}, {"seen", told}, {"answers", answers_json(answers)}}
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
