// engine/pipeline_engine.h
//
// The engine behind the server: installed models through ImagePipeline. One model is held at a time; another
// one's turn releases it first, because two would seldom fit.
//
// Used by   apps/serve_command
// Proven by tests/engine/pipeline_engine_test.cpp
#pragma once

#include <memory>
#include <mutex>

#include "jobs/engine.h"
#include "pipeline/image_pipeline.h"
#include "pipeline/model_library.h"
#include "pipeline/model_vocabulary.h"
#include "pipeline/prompt_writer.h"

namespace reverie {

class PipelineEngine final : public Engine {
 public:
  PipelineEngine(ModelLibrary library, torch::Device device);

  ModelFacts facts(const std::string& model) override;
  PromptFacts check_prompt(const std::string& model, const std::string& prompt) override;
  Drawing draw(const DrawRequest& request,
               const std::function<bool(const DrawProgress&)>& on_progress) override;
  void load(const std::string& model) override;
  void unload(const std::string& model) override;
  std::vector<std::string> plan_group(const std::string& model, const std::string& prompt, int64_t most,
                                      uint64_t seed) override;
  std::string rewrite(const std::string& model, const std::string& prompt, Rewrite how,
                      uint64_t seed) override;

 private:
  ImagePipeline& pipeline_of(const std::string& model);
  PromptWriter& writer_of(const std::string& model);
  void remember_loaded(const std::string& model);
  std::shared_ptr<const ModelVocabulary> vocabulary_of(const std::string& model);

  const ModelLibrary library_;
  const torch::Device device_;
  std::mutex drawing_;                     // one picture at a time; of loaded_
  std::unique_ptr<ImagePipeline> loaded_;  // the model loaded_name_
  std::mutex known_;                       // of loaded_name_ and facts_
  std::string loaded_name_;                // changed with both locks held
  std::map<std::string, ModelFacts> facts_;
  std::mutex writing_;       // of the next two
  std::string writer_name_;  // of the model that wrote last
  std::unique_ptr<PromptWriter> writer_;
  std::mutex reading_;     // of what follows
  std::string read_name_;  // of the model whose vocabulary was asked for last
  std::shared_ptr<const ModelVocabulary> vocabulary_;
};

}  // namespace reverie
