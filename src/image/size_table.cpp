// image/size_table.cpp
//
// The pixels behind "2K" and "16:9": data only, copied number by number from the upstream tables
// (Ark image API page, revision 265, and the Seedream tutorial page, read 2026-09). Portrait entries are
// written out rather than derived, so that each line can be compared with the page.
//
// Older (2025) pages list other pixels for some pairs, for example 2560x1440 for 2K 16:9. Those remain
// valid as exact sizes; a test keeps the list.
#include <array>

#include "image/image_size.h"

namespace reverie {
namespace {

using enum SizeTier;

constexpr std::array<SizeRow, 32> kSeedream4{{
    {K1, 1, 1, {1024, 1024}},  {K1, 4, 3, {1152, 864}},  {K1, 3, 4, {864, 1152}},  {K1, 16, 9, {1280, 720}},
    {K1, 9, 16, {720, 1280}},  {K1, 3, 2, {1248, 832}},  {K1, 2, 3, {832, 1248}},  {K1, 21, 9, {1512, 648}},

    {K2, 1, 1, {2048, 2048}},  {K2, 4, 3, {2304, 1728}}, {K2, 3, 4, {1728, 2304}}, {K2, 16, 9, {2848, 1600}},
    {K2, 9, 16, {1600, 2848}}, {K2, 3, 2, {2496, 1664}}, {K2, 2, 3, {1664, 2496}}, {K2, 21, 9, {3136, 1344}},

    {K3, 1, 1, {3072, 3072}},  {K3, 4, 3, {3456, 2592}}, {K3, 3, 4, {2592, 3456}}, {K3, 16, 9, {4096, 2304}},
    {K3, 9, 16, {2304, 4096}}, {K3, 3, 2, {3744, 2496}}, {K3, 2, 3, {2496, 3744}}, {K3, 21, 9, {4704, 2016}},

    {K4, 1, 1, {4096, 4096}},  {K4, 4, 3, {4704, 3520}}, {K4, 3, 4, {3520, 4704}}, {K4, 16, 9, {5504, 3040}},
    {K4, 9, 16, {3040, 5504}}, {K4, 3, 2, {4992, 3328}}, {K4, 2, 3, {3328, 4992}}, {K4, 21, 9, {6240, 2656}},
}};

constexpr std::array<SizeRow, 24> kSeedream5Pro{{
    {K1, 1, 1, {1024, 1024}},    {K1, 4, 3, {1152, 864}},     {K1, 3, 4, {864, 1152}},
    {K1, 16, 9, {1424, 800}},    {K1, 9, 16, {800, 1424}},    {K1, 3, 2, {1248, 832}},
    {K1, 2, 3, {832, 1248}},     {K1, 21, 9, {1568, 672}},

    {K1_5, 1, 1, {1536, 1536}},  {K1_5, 4, 3, {1792, 1344}},  {K1_5, 3, 4, {1344, 1792}},
    {K1_5, 16, 9, {2048, 1152}}, {K1_5, 9, 16, {1152, 2048}}, {K1_5, 3, 2, {1872, 1248}},
    {K1_5, 2, 3, {1248, 1872}},  {K1_5, 21, 9, {2352, 1008}},

    {K2, 1, 1, {2048, 2048}},    {K2, 4, 3, {2368, 1776}},    {K2, 3, 4, {1776, 2368}},
    {K2, 16, 9, {2816, 1584}},   {K2, 9, 16, {1584, 2816}},   {K2, 3, 2, {2496, 1664}},
    {K2, 2, 3, {1664, 2496}},    {K2, 21, 9, {3136, 1344}},
}};

}  // namespace

std::span<const SizeRow> size_rows(SizeTable table) {
  if (table == SizeTable::Seedream5Pro) return kSeedream5Pro;
  return kSeedream4;
}

std::string_view tier_name(SizeTier tier) {
  switch (tier) {
    case K1: return "1K";
    case K1_5: return "1.5K";
    case K2: return "2K";
    case K3: return "3K";
    case K4: return "4K";
  }
  return "?";
}

int64_t tier_pixels(SizeTier tier) {
  switch (tier) {
    case K1: return 1024 * 1024;
    case K1_5: return 1536 * 1536;
    case K2: return 2048 * 2048;
    case K3: return 3072 * 3072;
    case K4: return 4096 * 4096;
  }
  return 0;
}

}  // namespace reverie
