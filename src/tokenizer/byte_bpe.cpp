#include "tokenizer/byte_bpe.h"

#include <algorithm>
#include <mutex>
#include <queue>
#include <shared_mutex>
#include <utility>

#include "core/error.h"
#include "tokenizer/nfc.h"
#include "tokenizer/pre_tokenize.h"
#include "tokenizer/tokenizer_file.h"
#include "tokenizer/utf8.h"

namespace reverie {
namespace {

std::uint64_t pair_key(std::int32_t left, std::int32_t right) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
         static_cast<std::uint32_t>(right);
}

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace

// Words repeat; their merges are worked out once. Bounded: a stranger's text cannot grow it for ever.
class ByteBpe::WordCache {
 public:
  // Appends the word's ids and returns true if they are known.
  bool append(std::string_view word, std::vector<std::int32_t>& ids) const {
    if (word.size() > kMaxWordBytes) return false;
    const std::shared_lock lock(mutex_);
    const auto found = words_.find(word);
    if (found == words_.end()) return false;
    ids.insert(ids.end(), found->second.begin(), found->second.end());
    return true;
  }

  void remember(std::string_view word, const std::vector<std::int32_t>& ids) {
    if (word.size() > kMaxWordBytes) return;
    const std::unique_lock lock(mutex_);
    if (words_.size() < kMaxWords) words_.emplace(word, ids);
  }

 private:
  static constexpr std::size_t kMaxWordBytes = 128;
  static constexpr std::size_t kMaxWords = std::size_t{1} << 16;

  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::vector<std::int32_t>, TextHash, std::equal_to<>> words_;
};

ByteBpe::ByteBpe(TokenizerFile file)
    : ids_(std::move(file.ids)),
      pieces_(std::move(file.pieces)),
      has_piece_(std::move(file.has_piece)),
      byte_ids_(file.byte_ids),
      cache_(std::make_unique<WordCache>()) {
  merges_.reserve(file.merges.size());
  for (std::size_t rank = 0; rank < file.merges.size(); ++rank) {
    const BpeMerge& merge = file.merges[rank];
    merges_.emplace(pair_key(merge.left, merge.right), Merge{static_cast<std::int32_t>(rank), merge.merged});
  }
  for (const AddedToken& token : file.added) {
    added_[static_cast<std::uint8_t>(token.content.front())].push_back({token.content, token.id});
  }
  for (auto& tokens : added_) {
    std::sort(tokens.begin(), tokens.end(),
              [](const Added& a, const Added& b) { return a.content.size() > b.content.size(); });
  }
}

ByteBpe::~ByteBpe() = default;
ByteBpe::ByteBpe(ByteBpe&&) noexcept = default;
ByteBpe& ByteBpe::operator=(ByteBpe&&) noexcept = default;

ByteBpe ByteBpe::from_file(const std::filesystem::path& path) {
  return from_json(read_json(path), path.string());
}

ByteBpe ByteBpe::from_json(const Json& json, std::string_view origin) {
  return ByteBpe(parse_tokenizer_file(json, origin));
}

std::vector<std::int32_t> ByteBpe::encode(std::string_view text) const {
  // Later the fault's offset would be one inside a piece, or in the normalised text.
  if (const auto offset = find_utf8_fault(text)) {
    throw Error(ErrorCode::InvalidRequest,
                "the text is not UTF-8: expected a whole character at byte " + std::to_string(*offset));
  }
  std::vector<std::int32_t> ids;
  const auto append_plain = [&](std::string_view piece) {
    const std::string normalised = to_nfc(piece);
    append_words(split_words(normalised), ids);
  };
  std::size_t plain_begin = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const Added* token = added_at(text, offset);
    if (token == nullptr) {
      ++offset;
      continue;
    }
    append_plain(text.substr(plain_begin, offset - plain_begin));
    ids.push_back(token->id);
    offset += token->content.size();
    plain_begin = offset;
  }
  append_plain(text.substr(plain_begin));
  return ids;
}

const ByteBpe::Added* ByteBpe::added_at(std::string_view text, std::size_t offset) const {
  const std::string_view rest = text.substr(offset);
  for (const Added& token : added_[static_cast<std::uint8_t>(rest.front())]) {
    if (rest.starts_with(token.content)) return &token;
  }
  return nullptr;
}

std::vector<std::int32_t> ByteBpe::encode_words(std::span<const std::string_view> words) const {
  std::vector<std::int32_t> ids;
  append_words(words, ids);
  return ids;
}

void ByteBpe::append_words(std::span<const std::string_view> words, std::vector<std::int32_t>& ids) const {
  for (const std::string_view word : words) {
    if (cache_->append(word, ids)) continue;
    const std::vector<std::int32_t> merged = merge_word(word);
    ids.insert(ids.end(), merged.begin(), merged.end());
    cache_->remember(word, merged);
  }
}

std::optional<ByteBpe::Merge> ByteBpe::merge_of(std::int32_t left, std::int32_t right) const {
  const auto found = merges_.find(pair_key(left, right));
  if (found == merges_.end()) return std::nullopt;
  return found->second;
}

// The symbols of a word are a linked list in one vector; a queue offers the lowest rank, leftmost first. An
// offer whose symbols have changed since is dropped when it comes up. Time n log n, so one "word" of a
// megabyte is no attack.
std::vector<std::int32_t> ByteBpe::merge_word(std::string_view word) const {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Symbol {
    std::int32_t id;
    std::size_t previous, next;
    bool is_gone;  // became part of its left neighbour
  };
  struct Offer {
    std::int32_t rank;
    std::size_t position;
    std::int32_t merged;
    bool operator<(const Offer& other) const {  // the greatest comes up first
      return std::pair{rank, position} > std::pair{other.rank, other.position};
    }
  };

  std::vector<Symbol> symbols(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    symbols[i] = {byte_ids_[static_cast<std::uint8_t>(word[i])], i == 0 ? kNone : i - 1,
                  i + 1 == word.size() ? kNone : i + 1, false};
  }
  std::priority_queue<Offer> offers;
  const auto offer = [&](std::size_t position) {
    if (position == kNone || symbols[position].next == kNone) return;
    if (const auto merge = merge_of(symbols[position].id, symbols[symbols[position].next].id)) {
      offers.push({merge->rank, position, merge->merged});
    }
  };
  for (std::size_t i = 0; i < symbols.size(); ++i) offer(i);

  while (!offers.empty()) {
    const Offer best = offers.top();
    offers.pop();
    Symbol& left = symbols[best.position];
    if (left.is_gone || left.next == kNone) continue;
    Symbol& right = symbols[left.next];
    // The package compares what the pair makes, not which pair it was; the same here, or the few vocabularies
    // that reach one token in two ways would differ.
    const auto merge = merge_of(left.id, right.id);
    if (!merge || merge->merged != best.merged) continue;
    left.id = merge->merged;
    right.is_gone = true;
    left.next = right.next;
    if (left.next != kNone) symbols[left.next].previous = best.position;
    offer(left.previous);
    offer(best.position);
  }

  std::vector<std::int32_t> ids;
  for (const Symbol& symbol : symbols) {
    if (!symbol.is_gone) ids.push_back(symbol.id);
  }
  return ids;
}

std::string ByteBpe::decode(std::span<const std::int32_t> ids) const {
  std::string bytes;
  for (const std::int32_t id : ids) {
    const auto index = static_cast<std::size_t>(id);
    if (id < 0 || index >= pieces_.size() || !has_piece_[index]) {
      throw Error(ErrorCode::InvalidRequest, "decode: no token has the id " + std::to_string(id) +
                                                 "; the vocabulary has " + std::to_string(vocabulary_size()));
    }
    bytes += pieces_[index];
  }
  return repair_utf8(bytes);
}

std::optional<std::int32_t> ByteBpe::id_of(std::string_view token) const {
  const auto found = ids_.find(std::string(token));
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

}  // namespace reverie
