#include "training/train_distilled.h"

#include <torch/utils.h>

#include "core/error.h"
#include "core/file.h"
#include "sampling/noise.h"
#include "training/mixed_precision.h"
#include "training/sample_sheet.h"
#include "training/training_loop.h"
#include "training/transformer_sheet.h"

namespace reverie {
namespace {

constexpr int64_t kHeldOut = 8;  // examples for validation

// Throws Error(WriteFailed).
void copy_part(const std::filesystem::path& from, const std::filesystem::path& to, const char* part) {
  using std::filesystem::copy_options;
  create_folder(to);
  std::error_code failed;
  std::filesystem::copy(from / part, to / part, copy_options::recursive | copy_options::overwrite_existing,
                        failed);
  if (failed) {
    throw Error(ErrorCode::WriteFailed,
                (from / part).string() + " could not be copied to " + to.string() + ": " + failed.message());
  }
}

// Throws Error(InvalidRequest) for folders that cannot be teacher and student.
MiniUse checked_teacher(const Distillation& options) {
  using std::filesystem::weakly_canonical;
  if (weakly_canonical(options.start) == weakly_canonical(options.model)) {
    throw Error(ErrorCode::InvalidRequest,
                "expected a folder for the student, got the teacher's: " + options.model.string(), "--model");
  }
  MiniUse teacher = read_mini_use(options.start);
  if (teacher.is_distilled || teacher.guidance_scale <= 1) {
    throw Error(
        ErrorCode::InvalidRequest,
        "expected a model that draws with guidance, got one that draws without: " + options.start.string(),
        "--start");
  }
  return teacher;
}

class Distiller {
 public:
  explicit Distiller(const Distillation& options)
      : options_(options),
        teacher_use_(checked_teacher(options)),
        reader_(options.start / "tokenizer", options.device),
        autoencoder_(open_mini_autoencoder(options.start, options.device)),
        teacher_(options.start, reader_.vocabulary_size(), options.seed, options.device),
        student_(options.start, reader_.vocabulary_size(), options.seed, options.device),
        compositor_(open_compositor(options)),
        pool_(examples(options.seed, options.pool, false)),
        held_out_(examples(options.seed + 77, kHeldOut, true)) {
    if (has_book()) {
      reader_.look_up_in(
          PictureBook::open(options.start / kPictureBookFolder, torch::kFloat32, options.device));
      copy_part(options.start, options.model, kPictureBookFolder);
    }
    teacher_.let_learn(Learning::Nothing);
    student_.let_learn(options.train_text_encoder ? Learning::Both : Learning::Transformer);
    for (const char* part : {"tokenizer", "vae"}) copy_part(options.start, options.model, part);
  }

  void run() {
    run_training({.run = options_.run,
                  .steps = options_.steps,
                  .learning_rate = options_.learning_rate,
                  .seed = options_.seed,
                  .muon_names = kMiniMuonNames,
                  .checkpoint_every = options_.checkpoint_every,
                  .show_every = options_.sheet_every,
                  .scenes_per_step = options_.batch},
                 {.trained = student_.named(options_.train_text_encoder),
                  .loss = [this](int64_t step) { return step_loss(step); },
                  .show = [this](const RunFolder& folder, int64_t done) { show(folder, done); }});
  }

 private:
  LatentPool examples(uint64_t seed, int64_t capacity, bool held_out) {
    ExampleOptions drawn{.scene = network_scenes(options_.lesson),
                         .references = teacher_use_.takes_references};
    drawn.scene.held_out = held_out;
    return {autoencoder_, compositor_, seed, capacity, drawn, options_.sample, has_book()};
  }

  bool has_book() const { return std::filesystem::exists(options_.start / kPictureBookFolder); }

  Drawing teacher_drawing() const { return {teacher_use_.steps, teacher_use_.guidance_scale}; }
  Drawing student_drawing() const { return {options_.trajectory.student_steps, 1.0}; }

  VelocityField teacher_field(const TrainingBatch& batch) const {
    const torch::NoGradGuard no_grad;
    Conditioning conditioning = condition_on(teacher_, batch);
    const std::vector<std::string> no_words(static_cast<std::size_t>(batch.size()));
    conditioning.negative_text = teacher_.embed(reader_.read(no_words, batch.prompts.ids.size(1)));
    return guided_field(teacher_.transformer(), std::move(conditioning), teacher_use_.guidance_scale);
  }

  Tensor step_loss(int64_t step) {
    pool_.advance_to(options_.batch * 4 + (step + 1) * options_.fresh_per_step);
    Random random(options_.seed + 13, static_cast<uint64_t>(step));
    const TrainingBatch batch = draw_batch(pool_, reader_, {.size = options_.batch, .share_without_words = 0},
                                           random, options_.device);
    const MixedPrecision products(options_.device, has_fast_bf16(options_.device));
    const DistillationFields fields{plain_field(student_.transformer(), condition_on(student_, batch)),
                                    teacher_field(batch)};
    return trajectory_loss(fields, batch, options_.trajectory, random);
  }

  // Mean square distance of pictures (latents, of deviation 1) from the teacher's own, from the same noise:
  // the student's, and the teacher's in as few steps without guidance, which is where the student began.
  Json distances() const {
    double student = 0;
    double teacher = 0;
    for (int64_t i = 0; i < held_out_.size(); ++i) {
      const auto stream = static_cast<uint64_t>(i);
      Random random(options_.seed + 78, stream);
      const TrainingBatch one =
          batch_of_one(held_out_[i], words_for(held_out_[i].example, random), reader_, options_.device);
      const Tensor noise = gaussian_noise(options_.seed, stream, one.latents.sizes()).to(options_.device);
      const Tensor wanted = draw_example(teacher_, reader_, one, noise, teacher_drawing());
      const auto distance = [&](const MiniNetworks& networks) {
        const Tensor made = draw_example(networks, reader_, one, noise, student_drawing());
        return (made - wanted).square().mean().item<double>() / static_cast<double>(held_out_.size());
      };
      student += distance(student_);
      teacher += distance(teacher_);
    }
    return {{"student", student}, {"teacher_without_distillation", teacher}};
  }

  // Student beside teacher, prompt by prompt.
  std::vector<Tensor> pairs(const TransformerSheet& sheet) const {
    const std::vector<Tensor> left = sheet.draw_prompts(student_, student_drawing());
    const std::vector<Tensor> right = sheet.draw_prompts(teacher_, teacher_drawing());
    std::vector<Tensor> both;
    for (std::size_t i = 0; i < left.size(); ++i) {
      both.push_back(left[i]);
      both.push_back(right[i]);
    }
    return both;
  }

  void show(const RunFolder& folder, int64_t done) {
    if (options_.sheet_every > 0) {
      held_out_.advance_to(kHeldOut);
      folder.log({{"step", done}, {"distance", distances()}});
      const TransformerSheet sheet(reader_, autoencoder_, options_.device);
      const std::string name = "sheet-" + std::to_string(done);
      write_sample_sheet(folder.path() / (name + ".ppm"), pairs(sheet), 4);
      const std::vector<Tensor> references = sheet.draw_references(student_, held_out_, student_drawing());
      if (!references.empty()) {
        write_sample_sheet(folder.path() / (name + "-references.ppm"), references, 6);
      }
    }
    student_.write(options_.model, {.steps = options_.trajectory.student_steps,
                                    .guidance_scale = 1,
                                    .is_distilled = true,
                                    .takes_references = teacher_use_.takes_references,
                                    .groups_by_words = teacher_use_.groups_by_words,
                                    .words = teacher_use_.words,
                                    .read_words = teacher_use_.read_words,
                                    .read_as = teacher_use_.read_as});
  }

  Distillation options_;
  MiniUse teacher_use_;
  PromptReader reader_;
  Flux2Autoencoder autoencoder_;
  MiniNetworks teacher_;
  MiniNetworks student_;
  Compositor compositor_;
  LatentPool pool_;
  LatentPool held_out_;
};

}  // namespace

void train_distilled(const Distillation& options) {
  Distiller(options).run();
}

}  // namespace reverie
