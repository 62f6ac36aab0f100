#include "evaluation/score_table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace reverie {
namespace {

std::string two_digits(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", share);
  return text;
}

template <class Visit>
void for_each_asked(const std::array<Score, kQuestions>& scores, Visit visit) {
  for (std::size_t i = 0; i < kQuestions; ++i) {
    if (scores[i].asked > 0) visit(static_cast<Question>(i), scores[i]);
  }
}

}  // namespace

Score::Interval Score::interval() const {
  if (asked == 0) return {0, 1};
  constexpr double kZ = 1.959964;  // 95 % of a normal distribution
  const auto n = static_cast<double>(asked);
  const double p = share();
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

void ScoreTable::add(const Answers& answers) {
  for (std::size_t i = 0; i < kQuestions; ++i) {
    if (!answers[i]) continue;
    ++scores_[i].asked;
    if (*answers[i]) ++scores_[i].right;
  }
}

double ScoreTable::wanted(Question question) {
  switch (question) {
    case Question::SingleObject:
    case Question::Place: return 0.95;
    case Question::TwoObjects:
    case Question::EditDone:
    case Question::EditStyle:
    case Question::IdentityOne: return 0.85;
    case Question::OneWord:
    case Question::IdentitySeveral: return 0.70;
    case Question::GroupConsistent: return 0.80;
    case Question::Counting:
    case Question::ColourBinding: return 0.75;
    case Question::Season:
    case Question::Weather:
    case Question::Colours:
    case Question::Style:
    case Question::Time: return 0.90;
    case Question::Positions: return 0.80;
    case Question::Sizes:
    case Question::Overlaps:
    case Question::Crowds:
    case Question::ThreeObjects:
    case Question::SeveralWords:
    case Question::WordsChanged:
    case Question::ReferenceStyle:
    case Question::NothingElse:
    case Question::Untouched: return 0;
  }
  return 0;
}

std::string ScoreTable::markdown() const {
  std::string text =
      "| question | right | of | score | 95 % interval | wanted |\n|---|---|---|---|---|---|\n";
  for_each_asked(scores_, [&](Question question, const Score& score) {
    const auto [low, high] = score.interval();
    text += "| " + std::string(question_name(question)) + " | " + std::to_string(score.right) + " | " +
            std::to_string(score.asked) + " | " + two_digits(score.share()) + " | " + two_digits(low) +
            " to " + two_digits(high) + " | " + (wanted(question) > 0 ? two_digits(wanted(question)) : "") +
            " |\n";
  });
  return text;
}

Json ScoreTable::json() const {
  Json json = Json::object();
  for_each_asked(scores_, [&](Question question, const Score& score) {
    const auto [low, high] = score.interval();
    json[std::string(question_name(question))] = {{"right", score.right},   {"asked", score.asked},
                                                  {"share", score.share()}, {"low", low},
                                                  {"high", high},           {"wanted", wanted(question)}};
  });
  return json;
}

}  // namespace reverie
