#include "pipeline/model_vocabulary.h"

#include <utility>

#include "tokenizer/prompt_tokens.h"

namespace reverie {

ModelVocabulary::ModelVocabulary(const std::filesystem::path& folder)
    : settings_(ModelSettings::from_folder(folder)),
      tokenizer_(ByteBpe::from_file(folder / "tokenizer" / "tokenizer.json")),
      chat_template_(ChatTemplate::from_folder(folder / "tokenizer")) {}

CheckedPrompt ModelVocabulary::check(const std::string& prompt) const {
  ReadPrompt read = read_as_known(prompt, settings_.known_words, settings_.read_as);
  const auto longest = static_cast<std::int32_t>(settings_.text_lengths.back());
  const PromptTokens tokens =
      tokenize_prompt(tokenizer_, chat_template_, known_part(read.prompt, settings_.words), longest);
  return {int64_t{tokens.count} + tokens.cut, unknown_words(read.prompt, settings_.known_words),
          std::move(read.words)};
}

}  // namespace reverie
