#include "pipeline/model_vocabulary.h"

#include "tokenizer/prompt_tokens.h"

namespace reverie {

ModelVocabulary::ModelVocabulary(const std::filesystem::path& folder)
    : settings_(ModelSettings::from_folder(folder)),
      tokenizer_(ByteBpe::from_file(folder / "tokenizer" / "tokenizer.json")),
      chat_template_(ChatTemplate::from_folder(folder / "tokenizer")) {}

int64_t ModelVocabulary::count_tokens(const std::string& prompt) const {
  const auto longest = static_cast<std::int32_t>(settings_.text_lengths.back());
  const std::string words = known_part(read_slips(prompt).prompt, settings_.words);
  const PromptTokens tokens = tokenize_prompt(tokenizer_, chat_template_, words, longest);
  return int64_t{tokens.count} + tokens.cut;
}

ReadPrompt ModelVocabulary::read_slips(const std::string& prompt) const {
  return reverie::read_slips(prompt, settings_.words);
}

std::vector<std::string> ModelVocabulary::unknown_words(const std::string& prompt) const {
  return reverie::unknown_words(read_slips(prompt).prompt, settings_.words);
}

}  // namespace reverie
