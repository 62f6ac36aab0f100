#include "training/prompt_batches.h"

#include <torch/utils.h>

namespace reverie {

PromptReader::PromptReader(const std::filesystem::path& tokenizer, torch::Device device)
    : tokenizer_(ByteBpe::from_file(tokenizer / "tokenizer.json")),
      chat_template_(ChatTemplate::from_folder(tokenizer)),
      device_(device) {}

bool PromptReader::fits(const std::string& prompt, int64_t length) const {
  return static_cast<int64_t>(tokenizer_.encode(prompt).size()) <= length;
}

PromptBatch PromptReader::read(const std::vector<std::string>& prompts, int64_t length) const {
  std::vector<int64_t> ids;
  std::vector<int64_t> lengths;
  for (const std::string& prompt : prompts) {
    const PromptTokens tokens =
        tokenize_prompt(tokenizer_, chat_template_, prompt, static_cast<int32_t>(length));
    ids.insert(ids.end(), tokens.ids.begin(), tokens.ids.end());
    lengths.push_back(tokens.count);
  }
  const auto rows = static_cast<int64_t>(prompts.size());
  return {torch::tensor(ids, torch::kInt64).view({rows, length}).to(device_),
          torch::tensor(lengths, torch::kInt64).to(device_)};
}

}  // namespace reverie
