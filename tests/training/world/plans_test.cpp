// A plan has as many lines as there is room and reason for; each names the whole subject, and none is told
// twice.
#include "training/world/plans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "training/world/facts.h"

namespace reverie {
namespace {

template <typename Check>
void for_each_plan(const Check& check) {
  for (std::uint64_t i = 0; i < 3000; ++i) {
    Random random(12, i);
    const Scene scene = sample_scene(random);
    check(scene, plan_of(scene, random));
  }
}

TEST(Plans, HoldAtMostAsManyLinesAsThereMayBe) {
  std::set<std::size_t> sizes;
  for_each_plan([&](const Scene&, const Plan& plan) {
    ASSERT_GE(plan.most, 2);
    ASSERT_LE(plan.most, kMostPlanned);
    EXPECT_GE(plan.lines.size(), 1U);
    EXPECT_LE(plan.lines.size(), static_cast<std::size_t>(plan.most)) << plan.prompt;
    sizes.insert(plan.lines.size());
  });
  EXPECT_GE(sizes.size(), 8U) << "short and long plans are both needed";
}

TEST(Plans, RepeatTheSubjectInFull) {
  for_each_plan([](const Scene& scene, const Plan& plan) {
    for (const std::string& line : plan.lines) {
      EXPECT_EQ(facts_of(line).things, facts_of(plan.prompt).things) << plan.prompt << " -> " << line;
      EXPECT_EQ(facts_of(line).things.size(), facts_of(scene).things.size()) << line;
    }
  });
}

TEST(Plans, TellEachLineApart) {
  for_each_plan([](const Scene&, const Plan& plan) {
    const std::set<std::string> different(plan.lines.begin(), plan.lines.end());
    EXPECT_EQ(different.size(), plan.lines.size()) << plan.prompt;
  });
}

TEST(Plans, KeepAPlaceThatThePromptNames) {
  for_each_plan([](const Scene&, const Plan& plan) {
    const auto asked = facts_of(plan.prompt).places;
    if (asked.empty()) return;
    for (const std::string& line : plan.lines) EXPECT_EQ(facts_of(line).places, asked) << plan.prompt;
  });
}

TEST(Plans, LeaveAPromptForOnePictureAlone) {
  int alone = 0;
  for_each_plan([&](const Scene&, const Plan& plan) {
    if (plan.lines.size() > 1) return;
    EXPECT_EQ(plan.lines.front(), plan.prompt);
    ++alone;
  });
  EXPECT_GT(alone, 300);
}

}  // namespace
}  // namespace reverie
