// tests/training/world/places_test.cpp
//
// The drawn backgrounds: every place, time and layout is a proper picture, differs from its siblings,
// and is the same picture at every size.
#include "training/world/places/places.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::array kTimes = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};

// Bounds: placeholders
constexpr double kSameAtTwoSizes = 0.02;
constexpr double kLayoutsDiffer = 0.005;
constexpr double kTimesDiffer = 0.04;
constexpr double kCalmGround = 0.006;

torch::Tensor paint(int place, TimeOfDay time, int64_t layout, int64_t height_px, int64_t width_px) {
  return paint_place(place, {time}, {layout}, height_px, width_px, torch::kCPU);
}

double mean_difference(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).abs().mean().item<double>();
}

class EveryPlace : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Places, EveryPlace, ::testing::Range(0, static_cast<int>(places().size())),
                         [](const auto& place_info) {
                           std::string name = places().at(static_cast<size_t>(place_info.param)).name;
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

TEST_P(EveryPlace, IsAFinitePictureBetweenZeroAndOneAtEveryTimeAndLayout) {
  for (const TimeOfDay time : kTimes) {
    const torch::Tensor batch = paint_place(GetParam(), {time}, {0, 1, 2}, 96, 128, torch::kCPU);
    ASSERT_EQ(batch.sizes(), (std::vector<int64_t>{3, 3, 96, 128}));
    EXPECT_EQ(batch.scalar_type(), torch::kFloat32);
    EXPECT_FALSE(batch.requires_grad());
    EXPECT_TRUE(batch.isfinite().all().item<bool>());
    EXPECT_GE(batch.min().item<float>(), 0.0F);
    EXPECT_LE(batch.max().item<float>(), 1.0F);
  }
}

TEST_P(EveryPlace, IsTheSamePictureAtTwoSizesInWideSquareAndTallFrames) {
  const std::vector<std::array<int64_t, 2>> frames = {{128, 296}, {128, 128}, {296, 128}};
  for (const auto& [height, width] : frames) {
    const torch::Tensor small = paint(GetParam(), TimeOfDay::Sunset, 1, height, width);
    const torch::Tensor large = paint(GetParam(), TimeOfDay::Sunset, 1, height * 4, width * 4);
    EXPECT_LT(mean_difference(small, torch::avg_pool2d(large, 4)), kSameAtTwoSizes)
        << height << " x " << width;
  }
}

TEST_P(EveryPlace, LooksDifferentInEachLayout) {
  const torch::Tensor batch = paint_place(GetParam(), {TimeOfDay::Day}, {0, 1, 2}, 128, 128, torch::kCPU);
  for (const auto& [a, b] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}}) {
    EXPECT_GT(mean_difference(batch[a], batch[b]), kLayoutsDiffer) << a << " and " << b;
  }
}

TEST_P(EveryPlace, LooksDifferentAtEachTimeOfDay) {
  for (size_t a = 0; a < kTimes.size(); ++a) {
    for (size_t b = a + 1; b < kTimes.size(); ++b) {
      const double difference = mean_difference(paint(GetParam(), kTimes[a], 0, 128, 128),
                                                paint(GetParam(), kTimes[b], 0, 128, 128));
      EXPECT_GT(difference, kTimesDiffer) << a << " and " << b;
    }
  }
}

// Objects stand in the lower part; a busy ground would hide them.
TEST_P(EveryPlace, KeepsTheGroundCalm) {
  for (const TimeOfDay time : kTimes) {
    const torch::Tensor ground = paint(GetParam(), time, 0, 256, 256).narrow(2, 205, 40).narrow(3, 48, 160);
    const torch::Tensor steps = (ground.slice(3, 1) - ground.slice(3, 0, -1)).abs();
    EXPECT_LT(steps.mean().item<double>(), kCalmGround);
  }
}

TEST(Places, AreTheNamedOnesInFixedOrderWithThreePhrasesEach) {
  std::vector<std::string> names;
  std::set<std::string> phrases;
  for (const Place& place : places()) {
    names.push_back(place.name);
    EXPECT_GE(place.phrases.size(), 3U) << place.name;
    for (const std::string& phrase : place.phrases) {
      EXPECT_TRUE(phrases.insert(phrase).second) << "two places are called \"" << phrase << '"';
    }
    const bool is_room = names.size() > 10 && names.size() <= 32;  // from the kitchen to the paper page
    EXPECT_EQ(place.indoors, is_room) << place.name;
  }
  const std::vector<std::string> expected = {"mountain lake",
                                             "beach",
                                             "forest",
                                             "desert",
                                             "city",
                                             "snowy village",
                                             "meadow",
                                             "sea",
                                             "space",
                                             "garden",
                                             "kitchen",
                                             "reading nook",
                                             "cafe",
                                             "stage",
                                             "library",
                                             "bedroom",
                                             "living room",
                                             "bathroom",
                                             "classroom",
                                             "workshop",
                                             "laboratory",
                                             "greenhouse",
                                             "museum",
                                             "throne room",
                                             "spaceship cabin",
                                             "restaurant",
                                             "office",
                                             "gym",
                                             "toy shop",
                                             "photo studio",
                                             "antique table",
                                             "paper page",
                                             "harbour",
                                             "jungle",
                                             "farm",
                                             "market",
                                             "park",
                                             "waterfall",
                                             "canyon",
                                             "lava field",
                                             "underwater",
                                             "street",
                                             "neon city",
                                             "castle courtyard",
                                             "playground",
                                             "railway station",
                                             "alien desert",
                                             "temple",
                                             "ice field",
                                             "lavender field",
                                             "rooftop",
                                             "cliffs"};
  EXPECT_EQ(names, expected);
}

TEST(Places, AreDrawnTheSameEveryTime) {
  const torch::Tensor first = paint(4, TimeOfDay::Night, 2, 100, 140);
  EXPECT_TRUE(torch::equal(first, paint(4, TimeOfDay::Night, 2, 100, 140)));
}

TEST(Places, FollowTheLayoutsOfTheBatchInTheirOrder) {
  const torch::Tensor batch = paint_place(1, {TimeOfDay::Day}, {2, 0, 2, 1}, 64, 64, torch::kCPU);
  ASSERT_EQ(batch.size(0), 4);
  const std::array<int64_t, 4> asked = {2, 0, 2, 1};
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(torch::equal(batch[i], paint(1, TimeOfDay::Day, asked[static_cast<size_t>(i)], 64, 64)[0]));
  }
}

TEST(Places, LightObjectsMildlyAndDifferentlyAtEachTime) {
  std::set<std::array<float, 3>> seen;
  for (const TimeOfDay time : kTimes) {
    const Light light = light_of({time});
    for (const float channel : {light.r, light.g, light.b}) {
      EXPECT_GE(channel, 0.7F);
      EXPECT_LE(channel, 1.0F);
    }
    EXPECT_TRUE(seen.insert({light.r, light.g, light.b}).second);
  }
}

void expect_refused(const std::string& field, int place, const std::vector<int64_t>& layouts,
                    int64_t height_px, int64_t width_px) {
  try {
    paint_place(place, {TimeOfDay::Day}, layouts, height_px, width_px, torch::kCPU);
    FAIL() << "expected a refusal of " << field;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(e.field(), field);
  }
}

TEST(Places, RefuseAPlaceThatDoesNotExist) {
  expect_refused("place", -1, {0}, 64, 64);
  expect_refused("place", static_cast<int>(places().size()), {0}, 64, 64);
}

TEST(Places, RefuseALayoutThatDoesNotExistAndAnEmptyBatch) {
  expect_refused("layouts", 0, {0, 3}, 64, 64);
  expect_refused("layouts", 0, {-1}, 64, 64);
  expect_refused("layouts", 0, {}, 64, 64);
}

TEST(Places, RefuseAPictureWithoutPixels) {
  expect_refused("size", 0, {0}, 0, 64);
  expect_refused("size", 0, {0}, 64, -5);
}

TEST(BareOf, LeavesOutTheSmallWordsAtTheFront) {
  EXPECT_EQ(bare_of("on the sand by the sea"), "sand by the sea");
  EXPECT_EQ(bare_of("in front of a city skyline"), "city skyline");
  EXPECT_EQ(bare_of("downtown"), "downtown");
}

}  // namespace
}  // namespace reverie
