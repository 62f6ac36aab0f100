// tests/pipeline/model_report_test.cpp
//
// What `model inspect` tells of a whole folder, and that each fault of a broken one is told and not thrown.
// The folder is golden/klein_tiny: a whole model of the published classes, 0.6 MB.

#include "pipeline/model_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/json.h"
#include "core/temp_folder.h"
#include "weights/checkpoint_files.h"
#include "weights/quantize.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing_folders::TempFolder;

const fs::path kTiny = fs::path(REVERIE_SOURCE_DIR) / "tests" / "golden" / "klein_tiny";

class ModelReportTest : public testing::Test {
 protected:
  ModelReportTest() {
    fs::copy(kTiny, model, fs::copy_options::recursive);
    write_json(model / "reverie.json", {{"text_layers", {1, 2, 3}}});  // its text encoder has four
  }

  const TempFolder folder;
  const fs::path model = folder / "model";
};

TEST_F(ModelReportTest, AWholeModelHasThreePartsAndNoFaults) {
  const ModelReport report = inspect_model(model);
  EXPECT_THAT(report.faults, IsEmpty());
  ASSERT_EQ(report.parts.size(), 3u);
  EXPECT_EQ(report.parts[0].name, "text_encoder");
  EXPECT_EQ(report.parts[1].name, "transformer");
  EXPECT_EQ(report.parts[2].name, "vae");
  EXPECT_EQ(report.parameters(),
            report.parts[0].parameters + report.parts[1].parameters + report.parts[2].parameters);
  EXPECT_EQ(report.bytes(), report.parts[0].bytes + report.parts[1].bytes + report.parts[2].bytes);
}

TEST_F(ModelReportTest, BytesAreThoseOfTheFilesWithoutTheirHeaders) {
  const ModelReport report = inspect_model(model);
  const std::vector<fs::path> files{model / "text_encoder" / "model.safetensors",
                                    model / "transformer" / "diffusion_pytorch_model.safetensors",
                                    model / "vae" / "diffusion_pytorch_model.safetensors"};
  ASSERT_EQ(report.parts.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::ifstream in(files[i], std::ios::binary);
    uint64_t header_bytes = 0;
    in.read(reinterpret_cast<char*>(&header_bytes), sizeof(header_bytes));
    ASSERT_TRUE(in) << files[i];
    const auto data_bytes = static_cast<int64_t>(fs::file_size(files[i]) - 8 - header_bytes);
    EXPECT_EQ(report.parts[i].bytes, data_bytes) << files[i];
    int64_t counted = 0;
    for (const auto& [dtype, count] : report.parts[i].dtypes) counted += count;
    EXPECT_EQ(counted, report.parts[i].parameters);
  }
}

TEST_F(ModelReportTest, EightBitStorageHasTheSameParametersInFewerBytes) {
  const ModelReport before = inspect_model(model);
  const fs::path part = model / "transformer";
  quantize_checkpoint(CheckpointFiles::open(part, "diffusion_pytorch_model"), folder / "small.safetensors");
  fs::rename(folder / "small.safetensors", part / "diffusion_pytorch_model.safetensors");
  const ModelReport after = inspect_model(model);
  EXPECT_THAT(after.faults, IsEmpty());
  EXPECT_EQ(after.parameters(), before.parameters());
  EXPECT_LT(after.bytes(), before.bytes());
  ASSERT_TRUE(after.parts.at(1).dtypes.contains("int8"));
  EXPECT_GT(after.parts.at(1).dtypes.at("int8"), after.parts.at(1).parameters / 2);
}

TEST_F(ModelReportTest, ACutFileIsAFaultAndTheOtherPartsAreStillTold) {
  const fs::path file = model / "transformer" / "diffusion_pytorch_model.safetensors";
  fs::resize_file(file, fs::file_size(file) - 1);
  const ModelReport report = inspect_model(model);
  EXPECT_THAT(report.faults, Contains(HasSubstr("transformer")));
  ASSERT_EQ(report.parts.size(), 2u);
  EXPECT_EQ(report.parts[0].name, "text_encoder");
  EXPECT_EQ(report.parts[1].name, "vae");
}

TEST_F(ModelReportTest, TheSameFaultIsToldOnce) {
  const fs::path file = model / "vae" / "diffusion_pytorch_model.safetensors";
  fs::resize_file(file, fs::file_size(file) - 1);
  EXPECT_EQ(inspect_model(model).faults.size(), 1u);
}

TEST_F(ModelReportTest, AMissingPartIsAFault) {
  fs::remove_all(model / "vae");
  const ModelReport report = inspect_model(model);
  EXPECT_THAT(report.faults, Contains(HasSubstr("vae")));
  EXPECT_EQ(report.parts.size(), 2u);
}

TEST_F(ModelReportTest, AConfigThatDoesNotFitTheWeightsIsAFault) {
  Json config = read_json(model / "transformer" / "config.json");
  config["num_single_layers"] = config.at("num_single_layers").get<int64_t>() + 1;
  write_json(model / "transformer" / "config.json", config);
  const ModelReport report = inspect_model(model);
  EXPECT_THAT(report.faults, Contains(HasSubstr("flux2_transformer")));
  EXPECT_EQ(report.parts.size(), 3u);
}

TEST_F(ModelReportTest, AFolderThatIsNoModelHasOnlyFaults) {
  const ModelReport report = inspect_model(folder / "nothing");
  EXPECT_THAT(report.parts, IsEmpty());
  EXPECT_THAT(report.faults, Not(IsEmpty()));
  EXPECT_EQ(report.parameters(), 0);
}

}  // namespace
}  // namespace reverie
