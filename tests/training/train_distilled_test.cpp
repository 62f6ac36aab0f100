// Distillation: the student gets nearer to its teacher, exact after a restart, and draws without guidance.
#include "training/train_distilled.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "pipeline/model_parts.h"
#include "training/optimizer.h"
#include "training/run_folder.h"
#include "training/tiny_mini.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

fs::path shipped_model() {
  return fs::path(REVERIE_SOURCE_DIR) / "models" / "mini";
}

class TrainDistilled : public testing::Test {
 protected:
  TrainDistilled() {
    torch::set_num_threads(1);  // sums over threads may be added in any order
    block_atlas().save(folder_ / "atlas.safetensors");
    fs::create_directories(teacher());
    for (const char* part : {"tokenizer", "vae"})
      fs::copy(shipped_model() / part, teacher() / part, fs::copy_options::recursive);
    TinyMini(1).networks.write(teacher(), {.takes_references = true, .words = {"cat", "garden"}});
  }

  ~TrainDistilled() override { fs::remove_all(folder_); }  // an atlas is 60 MB and more

  fs::path teacher() const { return folder_ / "teacher"; }

  Distillation options(const std::string& name, int64_t steps) const {
    Distillation o;
    o.atlas = folder_ / "atlas.safetensors";
    o.lesson = Lesson::First;  // the whole world would need letters
    o.run = folder_ / name / "run";
    o.model = folder_ / name / "model";
    o.start = teacher();
    o.steps = steps;
    o.batch = 2;
    o.fresh_per_step = 1;
    o.sheet_every = 0;
    o.sample = small_example;
    o.trajectory.teacher_steps = 2;
    return o;
  }

  static NamedTensors weights(const fs::path& model, const char* part, const char* stem) {
    const SafetensorsFile file = SafetensorsFile::open(model / part / (std::string(stem) + ".safetensors"));
    NamedTensors tensors;
    for (const std::string& name : file.names()) tensors.emplace_back(name, file.tensor(name));
    return tensors;
  }

  static bool are_same(const NamedTensors& a, const NamedTensors& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!torch::equal(a[i].second, b[i].second)) return false;
    }
    return true;
  }

  static void expect_refused(const Distillation& options, const std::string& field) {
    try {
      train_distilled(options);
      FAIL() << "was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::InvalidRequest);
      EXPECT_EQ(error.field(), field);
    }
  }

  fs::path folder_ = scratch_folder();
};

TEST_F(TrainDistilled, GivesTheSameStudentWhetherItWasStoppedOnTheWayOrNot) {
  train_distilled(options("whole", 3));
  train_distilled(options("stopped", 2));
  train_distilled(options("stopped", 3));
  EXPECT_EQ(RunFolder(options("stopped", 3).run).latest()->step, 3);
  const fs::path whole = folder_ / "whole" / "model", stopped = folder_ / "stopped" / "model";
  EXPECT_TRUE(are_same(weights(whole, "transformer", kDiffusersStem),
                       weights(stopped, "transformer", kDiffusersStem)));
}

TEST_F(TrainDistilled, LeavesAModelThatDrawsInFourStepsWithoutASecondPass) {
  train_distilled(options("student", 1));
  const fs::path model = folder_ / "student" / "model";
  ModelParts parts(model, torch::kCPU);
  EXPECT_NO_THROW(parts.transformer());
  EXPECT_NO_THROW(parts.autoencoder());
  const ModelSettings& settings = parts.settings();
  EXPECT_TRUE(settings.is_distilled);
  EXPECT_EQ(settings.steps, 4);
  EXPECT_EQ(settings.guidance_scale, 1.0);  // image_pipeline encodes no negative prompt, so denoise has none
  EXPECT_EQ(settings.references, ReferenceMode::Reused);
  EXPECT_EQ(settings.words, (std::vector<std::string>{"cat", "garden"}));
  EXPECT_EQ(ModelSettings::from_folder(teacher()).steps, kMiniSteps) << "the teacher stays as it was";
}

TEST_F(TrainDistilled, LeavesTheTextEncoderToTheTeacherUnlessToldOtherwise) {
  const NamedTensors before = weights(teacher(), "text_encoder", kTransformersStem);
  Distillation frozen = options("frozen", 1), trained = options("trained", 1);
  trained.train_text_encoder = true;
  train_distilled(frozen);
  train_distilled(trained);
  EXPECT_TRUE(are_same(before, weights(frozen.model, "text_encoder", kTransformersStem)));
  EXPECT_FALSE(are_same(before, weights(trained.model, "text_encoder", kTransformersStem)));
  EXPECT_FALSE(are_same(weights(teacher(), "transformer", kDiffusersStem),
                        weights(frozen.model, "transformer", kDiffusersStem)));
}

TEST_F(TrainDistilled, RefusesToOverwriteTheTeacher) {
  Distillation run = options("same", 1);
  run.model = teacher() / ".." / "teacher";
  expect_refused(run, "--model");
}

TEST_F(TrainDistilled, RefusesATeacherThatIsDistilledItself) {
  TinyMini(1).networks.write(teacher(), {.steps = 4, .guidance_scale = 1, .is_distilled = true});
  expect_refused(options("again", 1), "--start");
}

// Nothing of the drawn world in it: one batch again and again, so that only learning can lower the loss.
TEST(Distilling, BringsTheStudentNearerToItsTeacher) {
  const TinyPool tiny_pool(8);
  const TinyMini teacher(1), student(1);
  Random once(9, 2);
  const TrainingBatch batch =
      draw_batch(tiny_pool.pool, teacher.reader, {.size = 4, .share_without_words = 0}, once, torch::kCPU);
  Conditioning taught = condition_on(teacher.networks, batch);
  taught.negative_text =
      teacher.networks.embed(teacher.reader.read({"", "", "", ""}, batch.prompts.ids.size(1)));
  Optimizer optimizer(student.networks.named(false), kMiniMuonNames, {});
  std::vector<double> losses;
  for (int step = 0; step < 12; ++step) {
    torch::manual_seed(4);
    Random random(3, 3);
    const DistillationFields fields{
        plain_field(student.networks.transformer(), condition_on(student.networks, batch)),
        guided_field(teacher.networks.transformer(), taught, 3.0)};
    const Tensor loss = trajectory_loss(fields, batch, {.teacher_steps = 2}, random);
    losses.push_back(loss.item<double>());
    loss.backward();
    optimizer.step(1e-3);
  }
  EXPECT_LT(losses.back(), 0.7 * losses.front());
}

}  // namespace
}  // namespace reverie
