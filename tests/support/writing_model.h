// support/writing_model.h
//
// A model folder that writes one known text, whatever it is asked: each token of the text is followed by the
// next, by weights made by hand. Its layers add nothing, its embedding tells tokens apart, its head looks up
// the successor.
//
// Used by   tests/pipeline/prompt_writer_test, tests/engine/pipeline_engine_test
// Trap      No token may stand twice in the text, nor the instruction's last one in it.
#pragma once

#include <torch/utils.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "core/file.h"
#include "core/json.h"
#include "models/qwen3_text_encoder.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"
#include "weights/safetensors.h"
#include "weights/weights.h"

namespace reverie {

// As wide as the embedded model's, so that its other parts fit.
inline Qwen3Config writing_model_config(int64_t vocabulary, int64_t layers) {
  return {.vocab_size = vocabulary,
          .hidden_size = 192,
          .intermediate_size = 8,
          .num_hidden_layers = layers,
          .num_attention_heads = 1,
          .num_key_value_heads = 1,
          .head_dim = 16,
          .rms_norm_eps = 1e-6,
          .rope_theta = 10000,
          .tie_word_embeddings = false};
}

// Writes `folder`. `instruction` is the one of the manner "standard" and of plans; its last byte must not be
// in the text. The model knows `words` and may add `adds`.
inline void write_writing_model(const std::filesystem::path& folder, const std::string& text,
                                const std::vector<std::string>& words, const std::vector<std::string>& adds) {
  namespace fs = std::filesystem;
  const torch::NoGradGuard no_grad;
  const fs::path mini = fs::path(REVERIE_SOURCE_DIR) / "models" / "mini";
  for (const char* part : {"vae", "transformer", "scheduler"}) {
    fs::create_directories(folder / part);
    for (const auto& entry : fs::directory_iterator(mini / part)) {
      if (entry.path().extension() == ".json")
        fs::copy(entry.path(), folder / part / entry.path().filename());
    }
  }
  fs::copy(mini / "model_index.json", folder / "model_index.json");
  const Json tokens = train_byte_bpe(std::vector<std::string>(50, text), 600,
                                     {std::string(kEndOfText), "<|im_start|>", std::string(kMessageEnd)});
  fs::create_directories(folder / "tokenizer");
  write_tokenizer(folder / "tokenizer", tokens, tokenizer_config(tokens, kPlainChatTemplate, 1024));
  const ByteBpe tokenizer = ByteBpe::from_file(folder / "tokenizer" / "tokenizer.json");

  constexpr int64_t kShared = 3;
  const auto source = std::make_shared<TrainableWeights>(1, std::nullopt, torch::kCPU);
  const Qwen3Config config = writing_model_config(tokenizer.vocabulary_size(), kShared + 1);
  const Qwen3TextEncoder network(Weights(source), config, config.num_hidden_layers, /*with_head=*/true);
  std::map<std::string, torch::Tensor> by_name;
  for (const auto& [name, tensor] : source->named()) {
    by_name[name] = tensor.detach();
    if (name.ends_with("o_proj.weight") || name.ends_with("down_proj.weight")) by_name[name].zero_();
  }
  torch::manual_seed(1);
  const torch::Tensor& embedding = by_name.at("model.embed_tokens.weight").normal_();
  torch::Tensor& head = by_name.at("lm_head.weight").zero_();
  std::vector<int32_t> chain = tokenizer.encode("=");
  for (const int32_t id : tokenizer.encode(text)) chain.push_back(id);
  chain.push_back(*tokenizer.id_of(kMessageEnd));
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) head[chain[i + 1]].copy_(embedding[chain[i]]);

  NamedTensors lower, upper;
  for (const auto& [name, tensor] : by_name) {
    const bool is_upper = name.starts_with("model.layers.3.") || name == "lm_head.weight";
    if (!is_upper) lower.emplace_back(name, tensor);
    if (is_upper || name == "model.norm.weight") upper.emplace_back(name, tensor);
  }
  for (const auto& [part, tensors, layers] :
       {std::tuple("text_encoder", &lower, kShared), std::tuple("writer", &upper, kShared + 1)}) {
    fs::create_directories(folder / part);
    write_safetensors(folder / part / "model.safetensors", *tensors);
    write_json(folder / part / "config.json",
               writing_model_config(tokenizer.vocabulary_size(), layers).to_json());
  }
  write_json(folder / "reverie.json", {{"text_layers", {1, 2, 3}},
                                       {"text_lengths", {16, 64}},
                                       {"references", "none"},
                                       {"words", words},
                                       {"writer",
                                        {{"standard", "enhance {prompt}="},
                                         {"plan", "plan {count} {prompt}="},
                                         {"adds", adds},
                                         {"modifiers", {"red", "two"}},
                                         {"plan_words", {"pictures", "two"}}}}});
}

}  // namespace reverie
