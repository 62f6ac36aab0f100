#include "tokenizer/prompt_tokens.h"

#include <algorithm>

#include "core/error.h"
#include "tokenizer/utf8.h"

namespace reverie {

void check_utf8(std::string_view prompt) {
  const auto offset = find_utf8_fault(prompt);
  if (!offset) return;
  throw Error(ErrorCode::InvalidRequest,
              "the prompt is not UTF-8: expected a whole character at byte " + std::to_string(*offset),
              "prompt");
}

PromptTokens tokenize_prompt(const ByteBpe& tokenizer, const ChatTemplate& chat_template,
                             std::string_view prompt, std::int32_t length) {
  if (length < 1) {
    throw Error(ErrorCode::InvalidRequest,
                "tokenize_prompt: expected a length of at least 1, got " + std::to_string(length));
  }
  const auto pad = tokenizer.id_of(chat_template.pad_token());
  if (!pad) {
    throw Error(ErrorCode::CorruptFile, "tokenizer_config.json names the pad token \"" +
                                            chat_template.pad_token() +
                                            "\", which tokenizer.json does not have");
  }
  // Here, because behind the template the offset would no longer be the caller's.
  check_utf8(prompt);
  PromptTokens tokens;
  tokens.ids = tokenizer.encode(chat_template.render(prompt));
  const auto found = static_cast<std::int64_t>(tokens.ids.size());
  tokens.count = static_cast<std::int32_t>(std::min<std::int64_t>(found, length));
  tokens.cut = static_cast<std::int32_t>(found - tokens.count);
  tokens.ids.resize(static_cast<std::size_t>(length), *pad);
  return tokens;
}

}  // namespace reverie
