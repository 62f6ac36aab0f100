// tokenizer/byte_bpe.h
//
// Qwen2's tokenizer: text to token ids by byte-level byte-pair encoding, and back.
//
//   text -> cut out added tokens ("<|im_end|>") -> NFC -> words -> bytes -> merges, lowest rank first -> ids
//
// Used by   prompt_tokens.cpp; the trainer's captions.
// Source    tokenizers 0.23 (added_vocabulary, models/bpe); file format: tokenizer_file.h.
// Proven by tests/tokenizer/byte_bpe_test.cpp, byte_bpe_golden_test.cpp (10,000 strings against the package)
//
// Traps     - Added tokens are found BEFORE normalisation, so "<|im_end|>" keeps its last character even when
// a
//             combining mark follows it. They are found in the user's own words too, as the package does.
//           - A merge's rank is its place in the file, not the id of what it makes.
// Threads   All methods are const and may be called from several threads; words are remembered behind a lock.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json.h"

namespace reverie {

struct TokenizerFile;

class ByteBpe {
 public:
  // Reads a `tokenizer.json`. Throws Error(NotFound), or Error(CorruptFile) if it is broken or is not Qwen2's
  // kind of tokenizer.
  static ByteBpe from_file(const std::filesystem::path& path);

  // The same from the file's content; `origin` names it in errors.
  static ByteBpe from_json(const Json& json, std::string_view origin);

  ~ByteBpe();
  ByteBpe(ByteBpe&&) noexcept;
  ByteBpe& operator=(ByteBpe&&) noexcept;

  // The ids of `text`; nothing is added before or behind. Empty for an empty text.
  // Throws Error(InvalidRequest) naming the byte offset in `text` where it stops being UTF-8.
  std::vector<std::int32_t> encode(std::string_view text) const;

  // The last step of encode alone: `words` are normalised and cut already (nfc.h, pre_tokenize.h), and hold
  // no added tokens.
  std::vector<std::int32_t> encode_words(std::span<const std::string_view> words) const;

  // The text of `ids`, added tokens as they are spelled. Bytes that form no character, as at the end of a
  // truncated sequence, become U+FFFD. Throws Error(InvalidRequest) for an id that no token has.
  std::string decode(std::span<const std::int32_t> ids) const;

  // The id of a token as the file spells it: "<|im_end|>", "Ġcat".
  std::optional<std::int32_t> id_of(std::string_view token) const;

  // One more than the greatest id: the rows that an embedding table needs.
  std::int32_t vocabulary_size() const noexcept { return static_cast<std::int32_t>(pieces_.size()); }

 private:
  struct Merge {
    std::int32_t rank;
    std::int32_t merged;
  };
  class WordCache;

  explicit ByteBpe(TokenizerFile file);

  void append_words(std::span<const std::string_view> words, std::vector<std::int32_t>& ids) const;
  std::vector<std::int32_t> merge_word(std::string_view word) const;
  std::optional<Merge> merge_of(std::int32_t left, std::int32_t right) const;

  struct Added {
    std::string content;
    std::int32_t id;
  };
  // The longest added token that starts at `offset`, or null.
  const Added* added_at(std::string_view text, std::size_t offset) const;

  std::unordered_map<std::string, std::int32_t> ids_;
  std::vector<std::string> pieces_;  // by id: its bytes
  std::vector<bool> has_piece_;
  std::array<std::int32_t, 256> byte_ids_;
  std::unordered_map<std::uint64_t, Merge> merges_;  // by left id << 32 | right id
  std::array<std::vector<Added>, 256> added_;        // by first byte, the longest first
  std::unique_ptr<WordCache> cache_;
};

}  // namespace reverie
