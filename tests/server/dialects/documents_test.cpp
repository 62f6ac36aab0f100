// tests/server/dialects/documents_test.cpp
//
// The field tables in docs/ are those that check requests, to the letter. A page holds each one between
// "<!-- fields: NAME -->" and "<!-- end -->". REVERIE_WRITE_DOCS=1 writes them instead of comparing.

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "core/file.h"
#include "server/admin_api.h"
#include "server/dialects/aimlapi_images.h"
#include "server/dialects/apiframe_request.h"
#include "server/dialects/ark_images.h"
#include "server/dialects/cloudflare_ai.h"
#include "server/dialects/fal_endpoints.h"
#include "server/dialects/openai_images.h"
#include "server/dialects/oxen_fields.h"
#include "server/dialects/replicate_models.h"
#include "server/dialects/replicate_predictions.h"
#include "server/model_api.h"
#include "server/own_api.h"

namespace reverie {
namespace {

using Tables = std::map<std::string, const FieldTable*>;

const std::map<std::string, Tables> kPages{
    {"api.md",
     {{"kJobFields", &own_api::kJobFields},
      {"kKeyFields", &admin_api::kKeyFields},
      {"kPromptFields", &model_api::kPromptFields},
      {"kPullFields", &admin_api::kPullFields}}},
    {"dialects/aimlapi_images.md",
     {{"kSeedream45Fields", &aimlapi_images::kSeedream45Fields},
      {"kSeedream4Fields", &aimlapi_images::kSeedream4Fields}}},
    {"dialects/apiframe.md", {{"kGenerationFields", &apiframe::kGenerationFields}}},
    {"dialects/ark_images.md", {{"kGenerationFields", &ark_images::kGenerationFields}}},
    {"dialects/cloudflare_ai.md",
     {{"kRunFields", &cloudflare_ai::kRunFields},
      {"kSeedream45Fields", &cloudflare_ai::kSeedream45Fields},
      {"kSeedream4Fields", &cloudflare_ai::kSeedream4Fields},
      {"kOwnModelFields", &cloudflare_ai::kOwnModelFields}}},
    {"dialects/fal.md",
     {{"kV4TextFields", &fal::kV4TextFields},
      {"kV4EditFields", &fal::kV4EditFields},
      {"kV45TextFields", &fal::kV45TextFields},
      {"kV45EditFields", &fal::kV45EditFields},
      {"kOtherFields", &fal::kOtherFields}}},
    {"dialects/openai_images.md", {{"kGenerationFields", &openai_images::kGenerationFields}}},
    {"dialects/oxen.md", {{"kImageFields", &oxen::kImageFields}, {"kQueueFields", &oxen::kQueueFields}}},
    {"dialects/replicate.md",
     {{"kPredictionFields", &replicate::kPredictionFields},
      {"kSeedream4Input", &replicate::kSeedream4Input},
      {"kSeedream45Input", &replicate::kSeedream45Input}}},
};

TEST(Documents, HoldTheTablesThatCheckRequests) {
  const bool is_written = std::getenv("REVERIE_WRITE_DOCS") != nullptr;
  for (const auto& [page, tables] : kPages) {
    const std::filesystem::path path = std::filesystem::path(REVERIE_SOURCE_DIR) / "docs" / page;
    std::string text = read_text(path, std::size_t{1} << 20);
    std::set<std::string> found;
    constexpr std::string_view kBegin = "<!-- fields: ";
    constexpr std::string_view kEnd = "<!-- end -->";
    for (std::size_t at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at + 1)) {
      const std::size_t name_end = text.find(" -->\n", at);
      const std::size_t begin = name_end + 5;
      const std::size_t end = text.find(kEnd, begin);
      ASSERT_NE(end, std::string::npos) << page;
      const std::string name = text.substr(at + kBegin.size(), name_end - at - kBegin.size());
      ASSERT_TRUE(tables.contains(name)) << page << ": " << name;
      found.insert(name);
      const std::string table = markdown_of(*tables.at(name));
      if (is_written) {
        text.replace(begin, end - begin, table);
      } else {
        EXPECT_EQ(text.substr(begin, end - begin), table) << page << ": " << name;
      }
    }
    EXPECT_EQ(found.size(), tables.size()) << page;
    if (is_written) write_file_atomically(path, text);
  }
}

}  // namespace
}  // namespace reverie
