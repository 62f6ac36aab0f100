#include "tokenizer/tokenizer_file.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/pre_tokenize.h"

namespace reverie {
namespace {

// Above every published vocabulary, and small enough that a table by id is no way to exhaust memory.
constexpr std::int64_t kMaxId = (std::int64_t{1} << 22) - 1;

// One object of the file and its place, for messages.
class Node {
 public:
  Node(const Json& json, std::string place) : json_(json), place_(std::move(place)) {}

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorCode::CorruptFile, place_ + ": " + why);
  }

  // Refuses what is no object, and keys outside `known` that are switched on: each could change the ids.
  void expect_object(std::initializer_list<std::string_view> known) const {
    if (!json_.is_object()) refuse("expected an object, found " + shown(json_));
    for (const auto& [key, value] : json_.items()) {
      const bool is_off = value.is_null() || value == Json(false);
      if (!is_off && std::find(known.begin(), known.end(), key) == known.end()) {
        refuse("\"" + key + "\" is " + shown(value) + ", a setting that this program does not know");
      }
    }
  }

  const Json& at(const char* key) const {
    const auto found = json_.find(key);
    if (found == json_.end()) refuse("\"" + std::string(key) + "\" is missing");
    return *found;
  }

  Node child(const char* key) const { return {at(key), place_ + ", " + key}; }

  Node element(std::size_t index) const {
    return {json_.at(index), place_ + "[" + std::to_string(index) + "]"};
  }

  const Json& json() const { return json_; }

  // The key must be there and equal `expected`.
  void expect(const char* key, const Json& expected) const {
    const Json& found = at(key);
    if (found != expected)
      refuse("\"" + std::string(key) + "\" is " + shown(found) + ", expected " + shown(expected));
  }

  // The key must be away, null, or one of the values that mean "off".
  void expect_off(const char* key) const {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null() || *found == Json(false) || *found == Json("")) return;
    refuse("\"" + std::string(key) + "\" is " + shown(*found) + ", which this program does not support");
  }

  static std::string shown(const Json& value) {
    constexpr std::size_t kMost = 120;
    const std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() <= kMost ? text : text.substr(0, kMost) + "...";
  }

 private:
  const Json& json_;
  std::string place_;
};

void check_text_rules(const Node& root) {
  const Node normalizer = root.child("normalizer");
  normalizer.expect_object({"type"});
  normalizer.expect("type", "NFC");

  const Node sequence = root.child("pre_tokenizer");
  sequence.expect_object({"type", "pretokenizers"});
  sequence.expect("type", "Sequence");
  const Node steps = sequence.child("pretokenizers");
  if (!steps.json().is_array() || steps.json().size() != 2) {
    steps.refuse("expected two steps, Split and ByteLevel, found " + Node::shown(steps.json()));
  }
  const Node split = steps.element(0);
  split.expect_object({"type", "pattern", "behavior"});
  split.expect("type", "Split");
  split.expect("behavior", "Isolated");
  split.expect_off("invert");
  const Node pattern = split.child("pattern");
  pattern.expect_object({"Regex"});
  pattern.expect("Regex", kQwen2Pattern);

  const Node bytes = steps.element(1);
  bytes.expect_object({"type", "add_prefix_space", "trim_offsets", "use_regex"});
  bytes.expect("type", "ByteLevel");
  bytes.expect("add_prefix_space", false);
  bytes.expect("use_regex", false);  // left out, it would mean true

  if (root.json().contains("post_processor") && !root.at("post_processor").is_null()) {
    const Node post = root.child("post_processor");
    post.expect_object({"type", "add_prefix_space", "trim_offsets", "use_regex"});
    post.expect("type", "ByteLevel");
  }
  const Node decoder = root.child("decoder");
  decoder.expect_object({"type", "add_prefix_space", "trim_offsets", "use_regex"});
  decoder.expect("type", "ByteLevel");
}

std::int32_t read_id(const Node& place, const std::string& token, const Json& value) {
  if (!value.is_number_integer() || value < 0 || value > kMaxId) {
    place.refuse("the id of \"" + token + "\" is " + Node::shown(value) + ", expected 0 to " +
                 std::to_string(kMaxId));
  }
  return value.get<std::int32_t>();
}

void add_piece(TokenizerFile& file, const Node& place, const std::string& token, std::int32_t id,
               std::string bytes) {
  const auto index = static_cast<std::size_t>(id);
  if (index >= file.pieces.size()) {
    file.pieces.resize(index + 1);
    file.has_piece.resize(index + 1);
  }
  if (file.has_piece[index])
    place.refuse("the id " + std::to_string(id) + " of \"" + token + "\" is taken already");
  file.has_piece[index] = true;
  file.pieces[index] = std::move(bytes);
  file.ids.emplace(token, id);
}

void read_vocabulary(TokenizerFile& file, const Node& vocabulary) {
  if (!vocabulary.json().is_object()) vocabulary.refuse("expected an object");
  file.ids.reserve(vocabulary.json().size());
  for (const auto& [token, value] : vocabulary.json().items()) {
    const std::int32_t id = read_id(vocabulary, token, value);
    // A special token that is listed here too may have characters outside the alphabet; it is no bytes'
    // spelling.
    add_piece(file, vocabulary, token, id, unspell_bytes(token).value_or(token));
  }
  for (int byte = 0; byte < 256; ++byte) {
    const std::string spelling =
        spell_bytes(std::string(1, static_cast<char>(static_cast<std::uint8_t>(byte))));
    const auto found = file.ids.find(spelling);
    if (found == file.ids.end()) {
      vocabulary.refuse("there is no token for the byte " + std::to_string(byte) + ", \"" + spelling + "\"");
    }
    file.byte_ids[static_cast<std::size_t>(byte)] = found->second;
  }
}

// The two tokens of a merge in either spelling; nothing if it is spelled otherwise.
std::optional<std::pair<std::string_view, std::string_view>> read_pair(const Json& merge) {
  if (merge.is_string()) {
    const std::string_view line = merge.get_ref<const std::string&>();
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos)
      return std::nullopt;
    return std::pair{line.substr(0, space), line.substr(space + 1)};
  }
  if (!merge.is_array() || merge.size() != 2 || !merge[0].is_string() || !merge[1].is_string())
    return std::nullopt;
  return std::pair<std::string_view, std::string_view>{merge[0].get_ref<const std::string&>(),
                                                       merge[1].get_ref<const std::string&>()};
}

// Old files, with merges as lines, begin with such a line; the package drops it.
bool is_version_line(const Json& merge) {
  return merge.is_string() && merge.get_ref<const std::string&>().starts_with("#version");
}

// Real vocabularies have 150,000 merges, and a server waits for them: nothing is formatted unless it is
// refused.
void read_merges(TokenizerFile& file, const Node& merges) {
  if (!merges.json().is_array()) merges.refuse("expected a list");
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(merges.json().size());
  file.merges.reserve(merges.json().size());
  for (std::size_t i = 0; i < merges.json().size(); ++i) {
    const Json& merge = merges.json()[i];
    if (is_version_line(merge)) continue;
    const auto pair = read_pair(merge);
    if (!pair) merges.element(i).refuse(R"(expected "a b" or ["a", "b"], found )" + Node::shown(merge));
    const auto id_of = [&](const std::string& token) {
      const auto found = file.ids.find(token);
      if (found == file.ids.end()) merges.element(i).refuse("\"" + token + "\" is not in the vocabulary");
      return found->second;
    };
    const std::string left(pair->first), right(pair->second);
    const BpeMerge found{id_of(left), id_of(right), id_of(left + right)};
    const auto key = (static_cast<std::uint64_t>(found.left) << 32) | static_cast<std::uint64_t>(found.right);
    if (!seen.insert(key).second) merges.element(i).refuse("this pair is in the list twice");
    file.merges.push_back(found);
  }
}

void read_model(TokenizerFile& file, const Node& model) {
  model.expect_object({"type", "vocab", "merges", "continuing_subword_prefix", "end_of_word_suffix"});
  model.expect("type", "BPE");
  for (const char* key : {"dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
                          "fuse_unk", "byte_fallback", "ignore_merges"}) {
    model.expect_off(key);
  }
  read_vocabulary(file, model.child("vocab"));
  read_merges(file, model.child("merges"));
}

void read_added(TokenizerFile& file, const Node& list) {
  if (!list.json().is_array()) list.refuse("expected a list");
  auto next_id = static_cast<std::int32_t>(file.ids.size());
  for (std::size_t i = 0; i < list.json().size(); ++i) {
    const Node token = list.element(i);
    token.expect_object({"id", "content", "special", "single_word", "lstrip", "rstrip", "normalized"});
    for (const char* key : {"single_word", "lstrip", "rstrip", "normalized"}) token.expect(key, false);
    const Json& content = token.at("content");
    const Json& special = token.at("special");
    if (!content.is_string() || content == Json("")) token.refuse("\"content\" is " + Node::shown(content));
    if (!special.is_boolean())
      token.refuse("\"special\" is " + Node::shown(special) + ", expected true or false");
    const AddedToken added{content.get<std::string>(), read_id(token, Node::shown(content), token.at("id")),
                           special.get<bool>()};
    const bool is_repeated = std::any_of(file.added.begin(), file.added.end(), [&](const AddedToken& other) {
      return other.content == added.content;
    });
    if (is_repeated) token.refuse("\"" + added.content + "\" is in the list twice");
    const auto in_vocabulary = file.ids.find(added.content);
    const std::int32_t expected = in_vocabulary != file.ids.end() ? in_vocabulary->second : next_id;
    if (added.id != expected) {
      token.refuse("the id of \"" + added.content + "\" is " + std::to_string(added.id) + ", expected " +
                   std::to_string(expected));
    }
    if (in_vocabulary == file.ids.end()) {
      add_piece(file, token, added.content, added.id, added.content);
      ++next_id;
    }
    file.added.push_back(added);
  }
}

}  // namespace

TokenizerFile parse_tokenizer_file(const Json& json, std::string_view origin) {
  const Node root(json, std::string(origin));
  root.expect_object(
      {"version", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model"});
  root.expect("version", "1.0");
  root.expect_off("truncation");
  root.expect_off("padding");
  check_text_rules(root);
  TokenizerFile file{};
  read_model(file, root.child("model"));
  read_added(file, root.child("added_tokens"));
  return file;
}

}  // namespace reverie
