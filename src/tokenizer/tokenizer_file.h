// tokenizer/tokenizer_file.h
//
// Reads `tokenizer.json`, the file in which the tokenizers package keeps a whole tokenizer, as far as Qwen2's
// kind of tokenizer goes, and refuses every other kind: a setting that is skipped here would give other ids.
//
// THE FILE, one JSON object
//
//   version        "1.0"
//   truncation     null        padding   null
//   added_tokens   [{id, content, special, single_word, lstrip, rstrip, normalized}], in order of id.
//                  Found in the text before it is normalised, the longest first. The last four are false.
//   normalizer     {"type": "NFC"}
//   pre_tokenizer  {"type": "Sequence", "pretokenizers": [
//                     {"type": "Split", "pattern": {"Regex": kQwen2Pattern}, "behavior": "Isolated",
//                     "invert": false},
//                     {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false, ...}]}
//   post_processor null, or {"type": "ByteLevel", ...}: it moves offsets, not ids
//   decoder        {"type": "ByteLevel", ...}
//   model          {"type": "BPE", "vocab": {spelling: id}, "merges": ["a b"] or [["a", "b"]], first merge
//   first;
//                   dropout, unk_token, continuing_subword_prefix, end_of_word_suffix null or "";
//                   fuse_unk, byte_fallback, ignore_merges false}
//
// Any key that is not listed must be null or false. The vocabulary has all 256 bytes, and every merge names
// tokens of the vocabulary.
//
// Used by   byte_bpe.cpp, and tests/fuzz/tokenizer_fuzz.cpp: files come from strangers.
// Source    tokenizers 0.23, the files written for Qwen2 and Qwen3.
// Proven by tests/tokenizer/tokenizer_file_test.cpp
//
// Trap      The package numbers added tokens itself when it loads a file: behind the vocabulary, in the order
//           of the list, unless the vocabulary has the token. A file whose ids say otherwise is refused.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json.h"

namespace reverie {

struct BpeMerge {
  std::int32_t left, right;  // ids
  std::int32_t merged;       // id of the two, joined
};

struct AddedToken {
  std::string content;
  std::int32_t id;
  bool is_special;
};

struct TokenizerFile {
  std::unordered_map<std::string, std::int32_t> ids;  // as spelled in the file; added tokens too
  std::vector<std::string> pieces;                    // by id: the bytes that a token stands for
  std::vector<bool> has_piece;                        // by id: false where the file leaves a gap
  std::array<std::int32_t, 256> byte_ids;             // by byte
  std::vector<BpeMerge> merges;                       // by rank
  std::vector<AddedToken> added;                      // in file order
};

// Throws Error(CorruptFile) where `json` is broken or asks for something other than the above. `origin`
// names the file in the message.
TokenizerFile parse_tokenizer_file(const Json& json, std::string_view origin);

}  // namespace reverie
