// Checkpoint folders: one file or an index with shards, and the tricks an index could try.
#include "weights/checkpoint_files.h"

#include "core/json.h"
#include "weights/test_files.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr const char* kStem = "diffusion_pytorch_model";
constexpr const char* kIndex = "diffusion_pytorch_model.safetensors.index.json";

NamedTensors four_tensors() {  // 12 bytes each
  return {{"a", torch::full({3}, 1.0f)},
          {"b", torch::full({3}, 2.0f)},
          {"c", torch::full({3}, 3.0f)},
          {"d", torch::full({3}, 4.0f)}};
}

std::vector<std::string> files_in(const TempFolder& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    files.push_back(entry.path().filename().string());
  }
  return files;
}

void write_index(const TempFolder& folder, const std::string& weight_map) {
  write_file_atomically(folder / kIndex, R"({"metadata":{"total_size":0},"weight_map":)" + weight_map + "}");
}

TEST(CheckpointFiles, OpensASingleFile) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem, four_tensors(), {{"format", "pt"}});
  EXPECT_THAT(files_in(folder), ElementsAre("diffusion_pytorch_model.safetensors"));
  const CheckpointFiles files = CheckpointFiles::open(folder.path(), kStem);
  EXPECT_THAT(files.names(), ElementsAre("a", "b", "c", "d"));
  EXPECT_TRUE(files.tensor("c").equal(torch::full({3}, 3.0f)));
  EXPECT_EQ(files.metadata().at("format"), "pt");
  EXPECT_EQ(files.origin(), (folder / "diffusion_pytorch_model.safetensors").string());
}

TEST(CheckpointFiles, OpensShardsAsOne) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem, four_tensors(), {{"format", "pt"}}, 24);
  EXPECT_THAT(files_in(folder),
              UnorderedElementsAre("diffusion_pytorch_model-00001-of-00002.safetensors",
                                   "diffusion_pytorch_model-00002-of-00002.safetensors", kIndex));
  const CheckpointFiles files = CheckpointFiles::open(folder.path(), kStem);
  EXPECT_THAT(files.names(), ElementsAre("a", "b", "c", "d"));
  for (const auto& [name, tensor] : four_tensors()) {
    EXPECT_TRUE(files.has(name));
    EXPECT_TRUE(identical(files.tensor(name), tensor)) << name;
    EXPECT_EQ(files.dtype(name), torch::kFloat32);
    EXPECT_THAT(files.shape(name), ElementsAre(3));
  }
  EXPECT_FALSE(files.has("e"));
  EXPECT_EQ(files.metadata().at("format"), "pt");
  EXPECT_EQ(files.origin(), (folder / kIndex).string());
  EXPECT_EQ(read_json(folder / kIndex)["metadata"]["total_size"], 48);
}

TEST(CheckpointFiles, AMissingTensorNamesTheClosestOfAllShards) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem, {{"x.weight", torch::ones({1})}, {"y.weight", torch::ones({1})}}, {},
                   1);
  const CheckpointFiles files = CheckpointFiles::open(folder.path(), kStem);
  expect_refused(ErrorCode::NotFound, "has no tensor \"z.weight\"; closest: \"x.weight\", \"y.weight\"",
                 [&] { files.tensor("z.weight"); });
}

TEST(CheckpointFiles, OpensOneFileOfAnyName) {
  const TempFolder folder;
  write_safetensors(folder / "anything.bin", four_tensors());
  EXPECT_EQ(CheckpointFiles::open_file(folder / "anything.bin").names().size(), 4u);
  expect_refused(ErrorCode::NotFound, "none.bin", [&] { CheckpointFiles::open_file(folder / "none.bin"); });
}

TEST(CheckpointFiles, AFolderWithNeitherFormIsNotFound) {
  const TempFolder folder;
  expect_refused(ErrorCode::NotFound, "holds neither diffusion_pytorch_model.safetensors nor",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
  expect_refused(ErrorCode::NotFound, "holds neither",
                 [&] { CheckpointFiles::open(folder / "no_folder", kStem); });
}

TEST(CheckpointFiles, AFolderWithBothFormsIsRefused) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem, four_tensors(), {}, 24);
  write_safetensors(folder / "diffusion_pytorch_model.safetensors", four_tensors());
  expect_refused(ErrorCode::CorruptFile, "remove the one that is out of date",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
}

TEST(CheckpointFiles, FollowsLinksInsideTheFolderAsADownloadCacheMakesThem) {
  const TempFolder folder;
  const TempFolder blobs;
  write_safetensors(blobs / "0123abcd", four_tensors());
  std::filesystem::create_symlink(blobs / "0123abcd", folder / "diffusion_pytorch_model.safetensors");
  EXPECT_EQ(CheckpointFiles::open(folder.path(), kStem).names().size(), 4u);
}

class IndexTricks : public testing::TestWithParam<const char*> {};

TEST_P(IndexTricks, NeverLeadOutOfTheFolder) {
  const TempFolder outer;
  std::filesystem::create_directory(outer / "model");
  write_safetensors(outer / "x.safetensors", NamedTensors{{"a", torch::ones({1})}});
  write_safetensors(outer / "model/x.safetensors", NamedTensors{{"a", torch::ones({1})}});
  const Json index = {{"weight_map", {{"a", GetParam()}}}};
  write_json(outer / (std::string("model/") + kIndex), index);
  expect_refused(ErrorCode::CorruptFile, "expected the plain name of a .safetensors file",
                 [&] { CheckpointFiles::open(outer / "model", kStem); });
}

INSTANTIATE_TEST_SUITE_P(Names, IndexTricks,
                         testing::Values("../x.safetensors", "./x.safetensors", "/x.safetensors",
                                         "sub/x.safetensors", "..\\x.safetensors", "..", ".", "",
                                         ".safetensors", ".x.safetensors", "x.bin", "x.safetensors/",
                                         "x.safetensors.."));

TEST(CheckpointIndex, ANameWithAZeroByteIsRefused) {
  const TempFolder folder;
  write_safetensors(folder / "x", NamedTensors{{"a", torch::ones({1})}});
  write_index(folder, R"({"a":"x\u0000.safetensors"})");
  expect_refused(ErrorCode::CorruptFile, "expected the plain name",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
}

TEST(CheckpointIndex, MustBeAnObjectWithAWeightMap) {
  const TempFolder folder;
  const auto expect = [&](const std::string& index, const std::string& words) {
    write_file_atomically(folder / kIndex, index);
    expect_refused(ErrorCode::CorruptFile, words, [&] { CheckpointFiles::open(folder.path(), kStem); });
  };
  expect("{", "expected JSON");
  expect("[]", "\"weight_map\" names at least one tensor");
  expect("{}", "\"weight_map\" names at least one tensor");
  expect(R"({"weight_map": []})", "\"weight_map\" names at least one tensor");
  expect(R"({"weight_map": {}})", "\"weight_map\" names at least one tensor");
  expect(R"({"weight_map": {"a": 1}})", "places \"a\" in number");
  expect(R"({"weight_map": {"a": "x.safetensors", "a": "y.safetensors"}})", "the key \"a\" appears twice");
  expect(R"({"weight_map": {"a": 1e999}})", "JSON");
}

TEST(CheckpointIndex, AShardThatIsAbsentIsNamed) {
  const TempFolder folder;
  write_index(folder, R"({"a":"x.safetensors"})");
  expect_refused(ErrorCode::CorruptFile, "names \"x.safetensors\", which is not in the folder",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
}

TEST(CheckpointIndex, AShardMustHoldExactlyWhatTheIndexPlacesThere) {
  const TempFolder folder;
  write_safetensors(folder / "x.safetensors", NamedTensors{{"a", torch::ones({1})}, {"b", torch::ones({1})}});
  write_index(folder, R"({"a":"x.safetensors","bb":"x.safetensors"})");
  expect_refused(ErrorCode::CorruptFile,
                 "places \"bb\" in x.safetensors, which does not hold it; closest: \"b\"",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
  write_index(folder, R"({"a":"x.safetensors"})");
  expect_refused(ErrorCode::CorruptFile, "holds \"b\", which the index does not place there",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
}

TEST(CheckpointIndex, ABrokenShardIsRefusedAsAFileOfItsOwn) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem, four_tensors(), {}, 24);
  const auto shard = folder / "diffusion_pytorch_model-00002-of-00002.safetensors";
  std::filesystem::resize_file(shard, std::filesystem::file_size(shard) - 1);
  expect_refused(ErrorCode::CorruptFile, "00002-of-00002.safetensors: the tensors end at",
                 [&] { CheckpointFiles::open(folder.path(), kStem); });
}

TEST(CheckpointWriting, ATensorLargerThanAShardHasOneOfItsOwn) {
  const TempFolder folder;
  write_checkpoint(folder.path(), kStem,
                   {{"a", torch::ones({1})}, {"large", torch::ones({100})}, {"z", torch::ones({1})}}, {}, 16);
  const Json map = read_json(folder / kIndex)["weight_map"];
  EXPECT_EQ(map["a"], "diffusion_pytorch_model-00001-of-00003.safetensors");
  EXPECT_EQ(map["large"], "diffusion_pytorch_model-00002-of-00003.safetensors");
  EXPECT_EQ(map["z"], "diffusion_pytorch_model-00003-of-00003.safetensors");
}

TEST(CheckpointWriting, RemovesWhatAnEarlierWriteLeftAndNothingElse) {
  const TempFolder folder;
  write_file_atomically(folder / "config.json", "{}");
  write_file_atomically(folder / "diffusion_pytorch_model.notes.txt", "kept");
  write_checkpoint(folder.path(), kStem, four_tensors(), {}, 12);
  EXPECT_EQ(files_in(folder).size(), 7u);
  write_checkpoint(folder.path(), kStem, four_tensors(), {}, 24);
  EXPECT_EQ(files_in(folder).size(), 5u);
  write_checkpoint(folder.path(), kStem, four_tensors());
  EXPECT_THAT(files_in(folder), UnorderedElementsAre("config.json", "diffusion_pytorch_model.notes.txt",
                                                     "diffusion_pytorch_model.safetensors"));
  write_checkpoint(folder.path(), kStem, four_tensors(), {}, 24);
  EXPECT_EQ(CheckpointFiles::open(folder.path(), kStem).names().size(), 4u);
}

TEST(CheckpointWriting, RefusesRepeatedNamesAcrossShardsBeforeWritingAnything) {
  const TempFolder folder;
  expect_refused(ErrorCode::InvalidRequest, "\"a\" is repeated", [&] {
    write_checkpoint(folder.path(), kStem, {{"a", torch::ones({1})}, {"a", torch::ones({1})}}, {}, 4);
  });
  EXPECT_THAT(files_in(folder), testing::IsEmpty());
  expect_refused(ErrorCode::InvalidRequest, "max_shard_bytes is 0",
                 [&] { write_checkpoint(folder.path(), kStem, four_tensors(), {}, 0); });
}

TEST(CheckpointWriting, CreatesTheFolderOrSaysThatItCannot) {
  const TempFolder folder;
  write_checkpoint(folder / "new/transformer", kStem, four_tensors());
  EXPECT_TRUE(std::filesystem::exists(folder / "new/transformer/diffusion_pytorch_model.safetensors"));
  write_file_atomically(folder / "file", "");
  expect_refused(ErrorCode::WriteFailed, "cannot write the checkpoint",
                 [&] { write_checkpoint(folder / "file/transformer", kStem, four_tensors()); });
}

}  // namespace
}  // namespace reverie
