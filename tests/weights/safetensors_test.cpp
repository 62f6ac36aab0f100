// Files that are right: what is read is what was written, without a copy, in the reference's own bytes.
#include "weights/safetensors.h"

#include <algorithm>

#include "weights/safetensors_header.h"
#include "weights/test_files.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One tensor of each dtype the format has, with a scalar and an empty one among them.
NamedTensors one_of_each() {
  const torch::Tensor values = torch::arange(-3, 3, torch::kFloat32).reshape({2, 3});
  return {{"bool", values.gt(0)},
          {"u8", values.abs().to(torch::kUInt8)},
          {"i8", values.to(torch::kInt8)},
          {"i16", values.to(torch::kInt16)},
          {"i32", values.to(torch::kInt32)},
          {"i64", values.to(torch::kInt64)},
          {"f16", values.to(torch::kFloat16)},
          {"bf16", values.to(torch::kBFloat16)},
          {"f32", values},
          {"f64", values.to(torch::kFloat64)},
          {"f8_e4m3", values.to(torch::kFloat8_e4m3fn)},
          {"f8_e5m2", values.to(torch::kFloat8_e5m2)},
          {"scalar", torch::tensor(7, torch::kInt64)},
          {"empty", torch::empty({0, 4})}};
}

TEST(Safetensors, WhatIsReadIsWhatWasWrittenInEveryDtype) {
  const TempFolder folder;
  const NamedTensors written = one_of_each();
  write_safetensors(folder / "all.safetensors", written, {{"format", "pt"}, {"note", "\xc3\xa9"}});

  const SafetensorsFile file = SafetensorsFile::open(folder / "all.safetensors");
  EXPECT_EQ(file.names().size(), written.size());
  for (const auto& [name, tensor] : written) {
    EXPECT_TRUE(identical(file.tensor(name), tensor)) << name;
    EXPECT_EQ(file.dtype(name), tensor.scalar_type()) << name;
    EXPECT_EQ(at::IntArrayRef(file.shape(name)), tensor.sizes()) << name;
  }
  EXPECT_EQ(file.metadata(), (Metadata{{"format", "pt"}, {"note", "\xc3\xa9"}}));
  EXPECT_EQ(file.path(), folder / "all.safetensors");
}

TEST(Safetensors, BytesDependOnTheContentAndNotOnTheOrderGiven) {
  const TempFolder folder;
  NamedTensors tensors = one_of_each();
  write_safetensors(folder / "a", tensors, {{"b", "2"}, {"a", "1"}});
  std::reverse(tensors.begin(), tensors.end());
  write_safetensors(folder / "b", tensors, {{"a", "1"}, {"b", "2"}});
  EXPECT_EQ(read_bytes(folder / "a"), read_bytes(folder / "b"));
}

// The goldens were written by the reference's own library. Reading one and writing it again must give the
// same bytes, so our order, spelling and padding are its own.
TEST(Safetensors, RewritingAFileOfTheReferenceGivesItsBytes) {
  const TempFolder folder;
  const std::filesystem::path goldens = std::filesystem::path(REVERIE_SOURCE_DIR) / "tests" / "golden";
  for (const char* name : {"flux2_transformer_tiny", "flux2_autoencoder_mini", "qwen3_text_encoder_tied"}) {
    const auto path = goldens / (std::string(name) + ".safetensors");
    const SafetensorsFile file = SafetensorsFile::open(path);
    NamedTensors tensors;
    for (const std::string& tensor : file.names()) tensors.emplace_back(tensor, file.tensor(tensor));
    write_safetensors(folder / "again", tensors, file.metadata());
    EXPECT_TRUE(read_bytes(folder / "again") == read_bytes(path))
        << name;  // not EXPECT_EQ: it would print both
  }
}

TEST(Safetensors, NamesComeInTheOrderOfTheData) {
  const TempFolder folder;
  write_file_atomically(folder / "f",
                        safetensors_bytes(R"({"z":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                                          R"("e":{"dtype":"U8","shape":[0],"data_offsets":[2,2]},)"
                                          R"("a":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}   )",
                                          "xyz"));
  const SafetensorsFile file = SafetensorsFile::open(folder / "f");
  EXPECT_THAT(file.names(), ElementsAre("z", "e", "a"));
  EXPECT_EQ(file.tensor("a").item<int>(), 'z');
}

TEST(Safetensors, AFileWithoutTensorsIsAFile) {
  const TempFolder folder;
  write_safetensors(folder / "f", NamedTensors{});
  const SafetensorsFile file = SafetensorsFile::open(folder / "f");
  EXPECT_THAT(file.names(), IsEmpty());
  EXPECT_THAT(file.metadata(), IsEmpty());
  EXPECT_FALSE(file.has("x"));
}

TEST(Safetensors, TensorsAreViewsOfOneMapping) {
  const TempFolder folder;
  write_safetensors(folder / "f", NamedTensors{{"x", torch::arange(6, torch::kFloat32)}});
  const SafetensorsFile file = SafetensorsFile::open(folder / "f");
  EXPECT_EQ(file.tensor("x").data_ptr(), file.tensor("x").data_ptr());
}

TEST(Safetensors, TensorsOutliveTheFileObjectAndTheFilesName) {
  const TempFolder folder;
  const torch::Tensor written = torch::randn({300, 300});
  write_safetensors(folder / "f", NamedTensors{{"x", written}});
  torch::Tensor x = SafetensorsFile::open(folder / "f").tensor("x").narrow(0, 100, 50);
  std::filesystem::remove(folder / "f");
  EXPECT_TRUE(x.equal(written.narrow(0, 100, 50)));
}

TEST(Safetensors, MisalignedDataIsCopiedToWhereItIsAligned) {
  const TempFolder folder;
  const torch::Tensor values = torch::arange(5, torch::kFloat32);
  const std::string data(static_cast<const char*>(values.data_ptr()), values.nbytes());
  for (int padding = 0; padding < 8; ++padding) {
    const std::string header = R"({"x":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}})" +
                               std::string(static_cast<std::size_t>(padding), ' ');
    write_file_atomically(folder / "f", safetensors_bytes(header, data));
    const torch::Tensor x = SafetensorsFile::open(folder / "f").tensor("x");
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(x.data_ptr()) % sizeof(float), 0u) << padding;
    EXPECT_TRUE(x.equal(values)) << padding;
  }
}

TEST(Safetensors, BooleansOtherThanOneAreTrue) {
  const TempFolder folder;
  write_file_atomically(folder / "f",
                        safetensors_bytes(R"({"x":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}})",
                                          std::string("\x00\x02\xff", 3)));
  const torch::Tensor x = SafetensorsFile::open(folder / "f").tensor("x");
  EXPECT_TRUE(identical(x.to(torch::kUInt8), torch::tensor({0, 1, 1}, torch::kUInt8)));
}

TEST(Safetensors, AMissingTensorNamesTheThreeClosest) {
  const TempFolder folder;
  const torch::Tensor x = torch::zeros({1});
  write_safetensors(folder / "f",
                    NamedTensors{{"b.weight", x}, {"b.bias", x}, {"c.weight", x}, {"other", x}});
  const SafetensorsFile file = SafetensorsFile::open(folder / "f");
  const std::string words = "has no tensor \"d.weight\"; closest: \"b.weight\", \"c.weight\", \"b.bias\"";
  expect_refused(ErrorCode::NotFound, words, [&] { file.tensor("d.weight"); });
  expect_refused(ErrorCode::NotFound, words, [&] { file.dtype("d.weight"); });
  expect_refused(ErrorCode::NotFound, words, [&] { file.shape("d.weight"); });
}

TEST(Safetensors, TransposedAndTrainedTensorsAreWrittenAsTheyRead) {
  const TempFolder folder;
  const torch::Tensor x = torch::arange(6, torch::kFloat32).reshape({2, 3});
  write_safetensors(folder / "f", NamedTensors{{"t", x.t()}, {"g", x.clone().requires_grad_(true)}});
  const SafetensorsFile file = SafetensorsFile::open(folder / "f");
  EXPECT_TRUE(identical(file.tensor("t"), x.t()));
  EXPECT_TRUE(identical(file.tensor("g"), x));
}

TEST(SafetensorsWriting, RefusesNamesAndDtypesTheFormatLacks) {
  const TempFolder folder;
  const torch::Tensor x = torch::zeros({1});
  const auto write = [&](const NamedTensors& tensors) { write_safetensors(folder / "f", tensors); };
  expect_refused(ErrorCode::InvalidRequest, "\"x\" is repeated or reserved", [&] {
    write({{"x", x}, {"x", x}});
  });
  expect_refused(ErrorCode::InvalidRequest, "\"__metadata__\" is repeated or reserved", [&] {
    write({{"__metadata__", x}});
  });
  expect_refused(ErrorCode::InvalidRequest, "\"x\" is ComplexFloat", [&] {
    write({{"x", torch::zeros({1}, torch::kComplexFloat)}});
  });
  expect_refused(ErrorCode::InvalidRequest, "\"x\" is undefined", [&] { write({{"x", torch::Tensor()}}); });
  expect_refused(ErrorCode::InvalidRequest, "not UTF-8", [&] { write({{"\xff", x}}); });
  expect_refused(ErrorCode::InvalidRequest, "not UTF-8", [&] {
    write_safetensors(folder / "f", NamedTensors{{"x", x}}, {{"note", "\xff"}});
  });
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SafetensorsWriting, AFailedWriteLeavesTheOlderFileAndNothingElse) {
  const TempFolder folder;
  write_safetensors(folder / "f", NamedTensors{{"x", torch::ones({3})}});
  const std::string before = read_bytes(folder / "f");
  std::vector<PendingTensor> pending;
  pending.push_back(
      {"x", torch::kFloat32, {3}, []() -> torch::Tensor { throw Error(ErrorCode::Cancelled, "stop"); }});
  expect_refused(ErrorCode::Cancelled, "stop", [&] { write_safetensors(folder / "f", pending); });
  EXPECT_EQ(read_bytes(folder / "f"), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(SafetensorsWriting, APendingTensorMustBecomeWhatItAnnounced) {
  const TempFolder folder;
  std::vector<PendingTensor> pending;
  pending.push_back({"x", torch::kFloat32, {3}, [] { return torch::ones({4}); }});
  expect_refused(ErrorCode::Internal, "\"x\" became Float [4], announced as Float [3]",
                 [&] { write_safetensors(folder / "f", pending); });
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SafetensorsWriting, SaysWhichFileCannotBeWritten) {
  const TempFolder folder;
  expect_refused(ErrorCode::WriteFailed, "cannot create the file", [&] {
    write_safetensors(folder / "none" / "f", NamedTensors{{"x", torch::ones({1})}});
  });
  std::filesystem::create_directory(folder / "d");
  expect_refused(ErrorCode::WriteFailed, "cannot put the file in place", [&] {
    write_safetensors(folder / "d", NamedTensors{{"x", torch::ones({1})}});
  });
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(SafetensorsWriting, AMappedFileCanBeReplaced) {
  const TempFolder folder;
  write_safetensors(folder / "f", NamedTensors{{"x", torch::ones({3})}});
  const torch::Tensor old = SafetensorsFile::open(folder / "f").tensor("x");
  write_safetensors(folder / "f", NamedTensors{{"x", old + 1}});
  EXPECT_TRUE(old.equal(torch::ones({3})));
  EXPECT_TRUE(SafetensorsFile::open(folder / "f").tensor("x").equal(torch::full({3}, 2.0)));
}

}  // namespace
}  // namespace reverie
