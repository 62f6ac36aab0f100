// tokenizer/chat_template.h
//
// What `tokenizer_config.json` says around a prompt: the words in which one user message is wrapped, and the
// token that pads. A chat template is a program (Jinja); this knows the two that our models use, and refuses
// every other, because a wrong wrapping gives worse pictures and no error.
//
//   plain   {{ messages[0]['content'] }}      the prompt as it is (the embedded model)
//   Qwen3   one user message, the generation prompt, and enable_thinking = false:
//           "<|im_start|>user\n" prompt "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n"
//
// HOW QWEN3'S IS RECOGNISED  The template is brought to one spelling (no comments, no white space outside
// strings, one kind of quotes, escapes resolved); then all of these must hold:
//   1. it begins with `if tools`, whose `else` prints a system message only if messages[0] is one;
//   2. nothing is printed between that and the loop's first branch, which prints user messages as
//      '<|im_start|>' + role + newline + content + '<|im_end|>' + newline;
//   3. it ends with add_generation_prompt: '<|im_start|>assistant' newline, and the empty
//      '<think>' block exactly if enable_thinking is false.
// What lies in between (tools, earlier answers) is never reached by one user message. The short form has
// nothing but the loop of 2, without the branch, and 3. This refuses Qwen2.5's
// (a default system message), and the later Qwen3 kinds without, or with only, thinking.
//
// Used by   prompt_tokens.cpp, pipeline/prompt_writer, training/train_language.
// Source    Qwen3's tokenizer_config.json; transformers' apply_chat_template (trim_blocks, lstrip_blocks);
//           `chat_template.jinja` goes before tokenizer_config.json, as there.
// Proven by tests/tokenizer/chat_template_test.cpp
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/json.h"

namespace reverie {

// For models that we make ourselves.
inline constexpr std::string_view kPlainChatTemplate = "{{ messages[0]['content'] }}";

class ChatTemplate {
 public:
  // Reads tokenizer_config.json, and chat_template.jinja if there is one, from a model's tokenizer folder.
  // Throws Error(NotFound), or Error(CorruptFile) if the template is not known, there is no pad token, or a
  // setting asks for what we do not do (padding or truncation on the left, an automatic first token).
  static ChatTemplate from_folder(const std::filesystem::path& folder);

  // The same from the files' content; `origin` names them in errors.
  static ChatTemplate from_json(const Json& config, std::string_view origin);

  // `prompt` as the only user message, ready for ByteBpe::encode.
  std::string render(std::string_view prompt) const;

  const std::string& pad_token() const noexcept { return pad_token_; }
  // What ends an answer; the pad token where the file names none.
  const std::string& end_token() const noexcept { return end_token_; }

 private:
  enum class Kind { Plain, Qwen3 };

  ChatTemplate(Kind kind, std::string pad_token, std::string end_token)
      : kind_(kind), pad_token_(std::move(pad_token)), end_token_(std::move(end_token)) {}
  static Kind recognise(std::string_view jinja, std::string_view origin);

  Kind kind_;
  std::string pad_token_;
  std::string end_token_;
};

}  // namespace reverie
