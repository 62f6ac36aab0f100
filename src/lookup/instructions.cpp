#include "lookup/instructions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/size_words.h"
#include "lookup/picture_layout.h"
#include "lookup/worn_things.h"

namespace reverie {
namespace {

using Kind = Instruction::Kind;

enum class Verb { None, Put, Give, Remove, Change, Move, Keep, Whole };

Verb verb_of(const std::vector<std::string>& words, std::size_t at) {
  static const std::set<std::string> put = {"add", "put", "place", "insert", "include", "write", "hang"};
  static const std::set<std::string> remove = {"remove", "delete", "erase"};
  static const std::set<std::string> change = {"replace", "swap",  "turn",    "change",   "transform",
                                               "make",    "paint", "recolor", "recolour", "colour",
                                               "color",   "dye",   "resize"};
  static const std::set<std::string> move = {"move", "shift"};
  static const std::set<std::string> keep = {"keep", "leave", "not", "don't"};
  static const std::set<std::string> whole = {"set", "let", "cover", "redraw", "clear"};
  const std::string& word = words[at];
  const std::string next = at + 1 < words.size() ? words[at + 1] : "";
  if (word == "take" && (next == "away" || next == "out")) return Verb::Remove;
  if (word == "get" && next == "rid") return Verb::Remove;
  // "change the color of the car" has one verb.
  if ((word == "color" || word == "colour") && (next == "of" || at > 0)) return Verb::None;
  if (put.contains(word)) return Verb::Put;
  if (word == "give" || word == "dress") return Verb::Give;
  if (remove.contains(word)) return Verb::Remove;
  if (change.contains(word)) return Verb::Change;
  if (move.contains(word)) return Verb::Move;
  if (keep.contains(word)) return Verb::Keep;
  return whole.contains(word) ? Verb::Whole : Verb::None;
}

// The verbs among these words, in their order.
std::vector<Verb> verbs_in(const std::string& text) {
  const std::vector<std::string> words = words_in(text);
  std::vector<Verb> verbs;
  bool is_denied = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Verb verb = verb_of(words, i);
    if (verb == Verb::None) continue;
    if (std::exchange(is_denied, words[i] == "not" || words[i] == "don't"))
      verb = Verb::Keep;  // "do not change"
    verbs.push_back(verb);
  }
  return verbs;
}

bool is_definite(const FoundThing& thing) {
  const std::vector<std::string> before = words_in(thing.before);
  static const std::set<std::string> known = {"the", "this", "that", "his", "her", "its"};
  return !before.empty() && known.contains(before.back());
}

const std::set<std::string>& bearing_words() {
  static const std::set<std::string> all = [] {
    std::set<std::string> words(wearing_words().begin(), wearing_words().end());
    words.insert(holding_words().begin(), holding_words().end());
    return words;
  }();
  return all;
}

bool has_word(const std::string& text, const std::set<std::string>& any) {
  const std::vector<std::string> words = words_in(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return any.contains(word); });
}

class Reader {
 public:
  Reader(const PictureBook& book, const std::string& prompt) : book_(book), found_(book.named_in(prompt)) {
    const std::vector<Verb> verbs = verbs_in(part_quotations(prompt).rest);
    verbs_ = verbs.size() - static_cast<std::size_t>(std::count(verbs.begin(), verbs.end(), Verb::Keep));
  }

  ReadInstructions read() {
    while (at_ < found_.size()) {
      const std::vector<Verb> verbs = verbs_in(found_[at_].before);
      if (!verbs.empty()) {
        verb_ = verbs.back();  // of several, only the last one is about the thing
        is_new_verb_ = true;
      }
      const FoundThing& what = found_[at_++];
      switch (verb_) {
        case Verb::Put: put(what); break;
        case Verb::Give: give(what); break;
        case Verb::Remove: tell({Kind::Remove, what}); break;
        case Verb::Change: change(what); break;
        case Verb::Move: move(what); break;
        case Verb::None:
        case Verb::Keep:
        case Verb::Whole: break;
      }
    }
    const bool is_all = !list_.empty() && verbs_ == verbs_told_;
    return {std::move(list_), verbs_ > 0, is_all};
  }

 private:
  void tell(Instruction instruction) {
    list_.push_back(std::move(instruction));
    verbs_told_ += is_new_verb_ ? 1 : 0;
    is_new_verb_ = false;  // "remove the cat and the dog"
  }

  const FoundThing* next_of_the_same_verb() const {
    return at_ < found_.size() && verbs_in(found_[at_].before).empty() ? &found_[at_] : nullptr;
  }

  void put(const FoundThing& what) {
    if (is_definite(what)) return move(what);
    Instruction add{Kind::Add, what, {}, -1, side_said(what.after)};
    const FoundThing* next = next_of_the_same_verb();
    if (next != nullptr && is_definite(*next)) {  // "a cat to the left of the car"
      if (has_word(what.after, {"left"})) add.side = Side::Left;
      if (has_word(what.after, {"right"})) add.side = Side::Right;
      add.relation = relation_said(what.after);
      const bool is_put_on = add.relation == Relation::On || without_qualifiers(what.after).ends_with(" to");
      if (is_put_on && !add.side) add.bearing = kind_of(what).worn;
      add.other = found_[at_++];
    }
    tell(std::move(add));
  }

  const BookThing& kind_of(const FoundThing& thing) const {
    return book_.things()[static_cast<std::size_t>(thing.thing)];
  }

  // "give the cat a hat", "make the cat hold a balloon": the next thing is what it gets.
  void give(const FoundThing& what) {
    if (next_of_the_same_verb() == nullptr) return;
    Instruction add{Kind::Add, found_[at_++], what};
    add.bearing = kind_of(add.what).worn.value_or(Bearing::InHand);
    tell(std::move(add));
  }

  // The picture of `what` in the first colour that `text` names, if it comes in one.
  std::optional<int64_t> in_colour(const FoundThing& what, const std::string& text) const {
    const auto& colours = kind_of(what).colours;
    for (const std::string& word : words_in(text)) {
      if (const auto colour = colours.find(word); colour != colours.end()) return colour->second;
    }
    return std::nullopt;
  }

  void change(const FoundThing& what) {
    std::optional<int64_t> colour = in_colour(what, what.after);
    const FoundThing* next = next_of_the_same_verb();
    // "make the car orange" names a fruit, but without an article.
    if (!colour && next != nullptr && !has_word(next->before, {"a", "an", "the", "with", "into", "for"})) {
      colour = in_colour(what, next->name);
      if (colour) ++at_;
    }
    if (has_word(what.after, bearing_words())) return give(what);
    if (colour) return tell({Kind::Recolour, what, {}, *colour});
    if (next != nullptr && has_word(what.after, {"with", "into", "to", "for", "by", "a", "an"}))
      return tell({Kind::Replace, what, found_[at_++]});
    for (const std::string& word : words_in(what.after)) {
      if (const auto tokens = size_to_become(word))
        return tell({.kind = Kind::Resize, .what = what, .tokens = *tokens});
    }
  }

  void move(const FoundThing& what) {
    if (const std::optional<Side> side = side_said(what.after)) tell({Kind::Move, what, {}, -1, side});
  }

  const PictureBook& book_;
  std::vector<FoundThing> found_;
  std::size_t at_ = 0;
  std::size_t verbs_, verbs_told_ = 0;
  Verb verb_ = Verb::None;
  bool is_new_verb_ = false;
  std::vector<Instruction> list_;
};

}  // namespace

ReadInstructions read_instructions(const PictureBook& book, const std::string& prompt) {
  return Reader(book, prompt).read();
}

}  // namespace reverie
