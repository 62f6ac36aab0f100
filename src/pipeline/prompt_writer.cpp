#include "pipeline/prompt_writer.h"

#include <algorithm>

#include "core/error.h"
#include "core/lines.h"
#include "core/words.h"
#include "pipeline/kept_meaning.h"
#include "sampling/write_tokens.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

constexpr int64_t kLongestAnswer = 96;       // tokens of a richer prompt
constexpr int64_t kTokensOfAPicture = 48;    // likewise of one line of a plan
constexpr int64_t kLongestPlan = 320;        // and of all its lines
constexpr std::size_t kLongestPrompt = 600;  // bytes; whoever writes more has said it all
constexpr uint64_t kTries = 3;               // texts drawn until one holds
// Cooler than for conversation: the words to be kept are more than the words to be found.
constexpr double kTemperature = 0.5;

// Tabs and line ends end an instruction, so inside a prompt they become spaces.
std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return trimmed_line(text);
}

void fill_in(std::string& text, const std::string& name, const std::string& value) {
  if (const std::size_t at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
}

}  // namespace

bool PromptWriter::can_enhance(const ModelSettings& settings) {
  return settings.writer && !settings.writer->standard.empty();
}

bool PromptWriter::can_plan(const ModelSettings& settings) {
  return settings.writer && !settings.writer->plan.empty();
}

PromptWriter::PromptWriter(const std::filesystem::path& model_folder, torch::Device device)
    : parts_(model_folder, device) {}

std::string PromptWriter::answer(const std::string& instruction, const std::string& prompt, int64_t count,
                                 uint64_t seed, int64_t max_tokens) {
  std::string text = instruction;
  fill_in(text, "{count}", std::to_string(count));
  fill_in(text, "{prompt}", prompt);
  const auto ids = parts_.tokenizer().encode(parts_.chat_template().render(text));
  WritingOptions options;
  options.sampling.temperature = kTemperature;
  options.sampling.seed = seed;
  options.max_tokens = max_tokens;
  for (const std::string& token : {parts_.chat_template().end_token(), parts_.chat_template().pad_token()}) {
    if (const auto id = parts_.tokenizer().id_of(token)) options.stop.push_back(*id);
  }
  const auto written = write_tokens(parts_.writer(), {ids.begin(), ids.end()}, options);
  parts_.done_with_writer();
  return parts_.tokenizer().decode(std::vector<int32_t>(written.begin(), written.end()));
}

WrittenPrompt PromptWriter::enhance(const std::string& prompt, Enhancement how, uint64_t seed) {
  const auto kept = [&](const std::string& why) {
    return WrittenPrompt{prompt, false, "the prompt was kept as it is: " + why};
  };
  if (const auto offset = find_utf8_fault(prompt)) {
    throw Error(ErrorCode::InvalidRequest, "the prompt is not UTF-8 at byte " + std::to_string(*offset),
                "prompt");
  }
  if (!can_enhance(settings())) return kept("this model cannot write");
  const WriterSettings& writer = *settings().writer;
  const std::string asked = on_one_line(prompt);
  if (words_in(asked).empty()) return kept("it holds no words");
  if (asked.size() > kLongestPrompt) return kept("it is long already");
  const bool is_fast = how == Enhancement::Fast && !writer.fast.empty();
  const auto longest = static_cast<std::size_t>(settings().text_lengths.back());
  std::string fault;
  for (uint64_t i = 0; i < kTries; ++i) {
    const std::string text = trimmed_line(
        answer(is_fast ? writer.fast : writer.standard, asked, 1, seed * kTries + i, kLongestAnswer));
    fault = fault_of_rewrite(asked, text, writer, settings().words);
    const auto tokens = parts_.tokenizer().encode(parts_.chat_template().render(text)).size();
    if (fault.empty() && tokens > longest) fault = "it grew longer than the model reads";
    if (!fault.empty()) continue;
    if (text == asked) return kept("the model has nothing to add");
    return {text, true, ""};
  }
  return kept("what the model wrote does not hold (" + fault + ")");
}

std::vector<std::string> PromptWriter::plan(const std::string& prompt, int64_t most, uint64_t seed) {
  if (!can_plan(settings()) || most < 2 || prompt.size() > kLongestPrompt || find_utf8_fault(prompt))
    return {};
  const WriterSettings& writer = *settings().writer;
  const std::string asked = on_one_line(prompt);
  for (uint64_t i = 0; i < kTries; ++i) {
    const int64_t tokens = std::min(kLongestPlan, most * kTokensOfAPicture);
    std::vector<std::string> lines = lines_of(answer(writer.plan, asked, most, seed * kTries + i, tokens));
    if (lines.size() == 1) return {};  // one picture, as asked
    const bool holds = lines.size() >= 2 && lines.size() <= static_cast<std::size_t>(most) &&
                       std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
                         return std::count(lines.begin(), lines.end(), line) == 1 &&
                                fault_of_plan_line(asked, line, writer, settings().words).empty();
                       });
    if (holds) return lines;
  }
  return {};
}

}  // namespace reverie
