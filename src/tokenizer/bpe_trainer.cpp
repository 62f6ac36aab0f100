#include "tokenizer/bpe_trainer.h"

#include <algorithm>
#include <array>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/nfc.h"
#include "tokenizer/pre_tokenize.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

constexpr std::int32_t kBytes = 256;
constexpr std::int64_t kLeastCount = 2;  // a pair seen once is a caption learnt by heart

using Pair = std::pair<std::int32_t, std::int32_t>;

struct PairHash {
  std::size_t operator()(const Pair& pair) const {
    const auto joined = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(pair.first)) << 32) |
                        static_cast<std::uint32_t>(pair.second);
    return std::hash<std::uint64_t>{}(joined * 0x9E3779B97F4A7C15ull);
  }
};

struct Word {
  std::vector<std::int32_t> tokens;
  std::int64_t count;
};

// A frequent pair as it was when it was queued; `count` may have fallen since.
struct Candidate {
  std::int64_t count;
  Pair pair;
  bool operator<(const Candidate& other) const {  // the greatest comes up first
    return count != other.count ? count < other.count : pair > other.pair;
  }
};

// Every distinct word of the captions and how often it occurs, in byte order so that runs are repeatable.
std::map<std::string, std::int64_t> count_words(std::span<const std::string> captions) {
  std::unordered_map<std::string, std::int64_t> counts;
  for (std::size_t i = 0; i < captions.size(); ++i) {
    if (const auto offset = find_utf8_fault(captions[i])) {
      throw Error(ErrorCode::InvalidRequest, "train_byte_bpe: caption " + std::to_string(i) +
                                                 " is not UTF-8 at byte " + std::to_string(*offset));
    }
    const std::string normalised = to_nfc(captions[i]);
    for (const std::string_view word : split_words(normalised)) ++counts[std::string(word)];
  }
  return {counts.begin(), counts.end()};
}

class Trainer {
 public:
  explicit Trainer(const std::map<std::string, std::int64_t>& counts) {
    std::array<std::int32_t, 256> byte_ids{};
    for (const std::uint8_t byte : bytes_in_alphabet_order()) {
      byte_ids[byte] = static_cast<std::int32_t>(pieces_.size());
      add_piece(std::string(1, static_cast<char>(byte)));
    }
    for (const auto& [text, count] : counts) {
      Word word{{}, count};
      for (const char byte : text) word.tokens.push_back(byte_ids[static_cast<std::uint8_t>(byte)]);
      words_.push_back(std::move(word));
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::size_t at = 0; at + 1 < words_[i].tokens.size(); ++at) {
        change({words_[i].tokens[at], words_[i].tokens[at + 1]}, words_[i].count, i);
      }
    }
    queue_touched();
  }

  void run(std::int32_t most_pieces) {
    while (static_cast<std::int32_t>(pieces_.size()) < most_pieces && !queue_.empty()) {
      Candidate best = queue_.top();
      queue_.pop();
      const std::int64_t now = counts_[best.pair];
      if (now != best.count) {
        best.count = now;
        if (now >= kLeastCount) queue_.push(best);
        continue;
      }
      if (now < kLeastCount) break;
      merge(best.pair);
    }
  }

  const std::vector<std::string>& pieces() const { return pieces_; }
  const std::vector<Pair>& merges() const { return merges_; }

 private:
  // The id of `piece`; two pairs may make the same piece, which then keeps its first id.
  std::int32_t add_piece(const std::string& piece) {
    const auto [found, is_new] = ids_.emplace(piece, static_cast<std::int32_t>(pieces_.size()));
    if (is_new) pieces_.push_back(piece);
    return found->second;
  }

  void change(const Pair& pair, std::int64_t by, std::size_t word) {
    counts_[pair] += by;
    if (by <= 0) return;
    where_[pair].push_back(word);
    touched_.insert(pair);
  }

  // Falling counts are noticed when their candidate comes up; only new or growing pairs need a new candidate.
  void queue_touched() {
    for (const Pair& pair : touched_) queue_.push({counts_[pair], pair});
    touched_.clear();
  }

  void merge(const Pair& pair) {
    const std::int32_t merged = add_piece(pieces_[static_cast<std::size_t>(pair.first)] +
                                          pieces_[static_cast<std::size_t>(pair.second)]);
    merges_.push_back(pair);
    std::vector<std::size_t> places = std::move(where_[pair]);
    where_.erase(pair);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (const std::size_t place : places) merge_in_word(pair, merged, place);
    counts_[pair] = 0;
    touched_.erase(pair);
    queue_touched();
  }

  void merge_in_word(const Pair& pair, std::int32_t merged, std::size_t index) {
    std::vector<std::int32_t>& tokens = words_[index].tokens;
    const std::int64_t count = words_[index].count;
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
      if (tokens[at] != pair.first || tokens[at + 1] != pair.second) continue;
      if (at > 0) {
        change({tokens[at - 1], pair.first}, -count, index);
        change({tokens[at - 1], merged}, count, index);
      }
      if (at + 2 < tokens.size()) {
        change({pair.second, tokens[at + 2]}, -count, index);
        change({merged, tokens[at + 2]}, count, index);
      }
      tokens[at] = merged;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  }

  std::vector<std::string> pieces_;  // by id
  std::unordered_map<std::string, std::int32_t> ids_;
  std::vector<Pair> merges_;
  std::vector<Word> words_;
  std::unordered_map<Pair, std::int64_t, PairHash> counts_;
  std::unordered_map<Pair, std::vector<std::size_t>, PairHash>
      where_;  // words that had the pair at some time
  std::priority_queue<Candidate> queue_;
  std::set<Pair> touched_;
};

Json byte_level(bool add_prefix_space, bool use_regex) {
  return {{"type", "ByteLevel"},
          {"add_prefix_space", add_prefix_space},
          {"trim_offsets", false},
          {"use_regex", use_regex}};
}

void check_special_tokens(const std::vector<std::string>& special_tokens, std::int32_t vocabulary_size) {
  std::set<std::string> seen;
  for (const std::string& token : special_tokens) {
    if (token.empty()) throw Error(ErrorCode::InvalidRequest, "train_byte_bpe: a special token is empty");
    if (find_utf8_fault(token)) {
      throw Error(ErrorCode::InvalidRequest, "train_byte_bpe: a special token is not UTF-8");
    }
    if (!seen.insert(token).second) {
      throw Error(ErrorCode::InvalidRequest,
                  "train_byte_bpe: the special token \"" + token + "\" is given twice");
    }
  }
  const auto least = kBytes + static_cast<std::int64_t>(special_tokens.size());
  if (vocabulary_size < least) {
    throw Error(ErrorCode::InvalidRequest,
                "train_byte_bpe: expected a vocabulary of at least " + std::to_string(least) +
                    " tokens (256 bytes and the special tokens), got " + std::to_string(vocabulary_size));
  }
}

Json added_token(const std::string& content, std::size_t id) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", true}};
}

}  // namespace

Json train_byte_bpe(std::span<const std::string> captions, std::int32_t vocabulary_size,
                    const std::vector<std::string>& special_tokens) {
  check_special_tokens(special_tokens, vocabulary_size);
  Trainer trainer(count_words(captions));
  trainer.run(vocabulary_size - static_cast<std::int32_t>(special_tokens.size()));

  Json vocabulary = Json::object();
  for (std::size_t id = 0; id < trainer.pieces().size(); ++id)
    vocabulary[spell_bytes(trainer.pieces()[id])] = id;
  Json merges = Json::array();
  for (const auto& [left, right] : trainer.merges()) {
    merges.push_back({spell_bytes(trainer.pieces()[static_cast<std::size_t>(left)]),
                      spell_bytes(trainer.pieces()[static_cast<std::size_t>(right)])});
  }
  Json added = Json::array();
  for (const std::string& token : special_tokens) {
    if (vocabulary.contains(token)) {
      throw Error(ErrorCode::InvalidRequest,
                  "train_byte_bpe: the special token \"" + token + "\" is an ordinary token already");
    }
    added.push_back(added_token(token, trainer.pieces().size() + added.size()));
  }
  const Json split = {{"type", "Split"},
                      {"pattern", {{"Regex", kQwen2Pattern}}},
                      {"behavior", "Isolated"},
                      {"invert", false}};
  return {
      {"version", "1.0"},
      {"truncation", nullptr},
      {"padding", nullptr},
      {"added_tokens", added},
      {"normalizer", {{"type", "NFC"}}},
      {"pre_tokenizer",
       {{"type", "Sequence"}, {"pretokenizers", Json::array({split, byte_level(false, false)})}}},
      {"post_processor", byte_level(false, false)},
      {"decoder", byte_level(false, false)},
      {"model",
       {{"type", "BPE"},
        {"dropout", nullptr},
        {"unk_token", nullptr},
        {"continuing_subword_prefix", ""},
        {"end_of_word_suffix", ""},
        {"fuse_unk", false},
        {"byte_fallback", false},
        {"ignore_merges", false},
        {"vocab", vocabulary},
        {"merges", merges}}},
  };
}

Json tokenizer_config(const Json& tokenizer, std::string_view chat_template, std::int32_t model_max_length) {
  Json decoder = Json::object();
  Json names = Json::array();
  for (Json token : tokenizer.at("added_tokens")) {
    const std::string id = std::to_string(token.at("id").get<std::int64_t>());
    names.push_back(token.at("content"));
    token.erase("id");
    decoder[id] = std::move(token);
  }
  for (const std::string_view needed : {kEndOfText, kMessageEnd}) {
    if (std::find(names.begin(), names.end(), Json(needed)) == names.end()) {
      throw Error(ErrorCode::InvalidRequest,
                  "tokenizer_config: expected the special token \"" + std::string(needed) + "\"");
    }
  }
  return {
      {"tokenizer_class", "Qwen2Tokenizer"},
      {"add_prefix_space", false},
      {"add_bos_token", false},
      {"added_tokens_decoder", decoder},
      {"additional_special_tokens", names},
      {"bos_token", nullptr},
      {"unk_token", nullptr},
      {"pad_token", kEndOfText},
      {"eos_token", kMessageEnd},
      {"padding_side", "right"},
      {"chat_template", chat_template},
      {"clean_up_tokenization_spaces", false},
      {"errors", "replace"},
      {"split_special_tokens", false},
      {"model_max_length", model_max_length},
  };
}

void write_tokenizer(const std::filesystem::path& folder, const Json& tokenizer, const Json& config) {
  write_json(folder / "tokenizer.json", tokenizer);
  write_json(folder / "tokenizer_config.json", config);
}

}  // namespace reverie
