#include "training/prompt_batches.h"

#include <torch/utils.h>
#include <algorithm>

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
  PromptBatch batch;
  batch.ids = torch::tensor(ids, torch::kInt64).view({rows, length}).to(device_);
  batch.lengths = torch::tensor(lengths, torch::kInt64).to(device_);
  return batch;
}

void PromptReader::show(PromptBatch& batch, const std::vector<LookedUp>& shown) const {
  if (!book_) return;
  std::vector<Tensor> tokens(shown.size()), ids(shown.size());
  int64_t most = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].is_empty()) continue;
    tokens[i] = book_->tokens(shown[i]);
    ids[i] = book_->ids(shown[i]);
    most = std::max(most, tokens[i].size(0));
  }
  if (most == 0) return;
  const auto rows = static_cast<int64_t>(shown.size());
  batch.pictures = torch::zeros({rows, most, book_->channels()}, device_);
  batch.picture_ids = torch::zeros({rows, most, 4}, torch::TensorOptions(torch::kInt64).device(device_));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (!tokens[i].defined()) continue;
    const auto row = static_cast<int64_t>(i);
    batch.pictures[row].narrow(0, 0, tokens[i].size(0)).copy_(tokens[i]);
    batch.picture_ids[row].narrow(0, 0, ids[i].size(0)).copy_(ids[i]);
  }
}

}  // namespace reverie
