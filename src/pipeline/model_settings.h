// pipeline/model_settings.h
//
// What a model folder's own files cannot say: `reverie.json`, all of it optional.
//
//   text_layers      hidden states of the text encoder that the transformer reads      [9, 18, 27]
//   text_lengths     a prompt is padded to the smallest of these that holds it         [512]
//   steps            denoising steps when the request names none                       4 distilled, else 50
//   guidance_scale   likewise; 1 means none                                            1 distilled, else 4
//   references       "joint", "reused", or "none" if it was never trained with any     "joint"
//   max_references   how many of them at most, 1 to 14                                 14
//   reference_pixels area that all references share; each is encoded at its part of it       no limit
//   groups           what holds a group together: "reference", its first picture is one of the    "reference"
//                    others; "words", the model draws what is called the same alike
//   native_pixels    largest area it draws by itself; larger pictures are enlarged     no limit
//   licence          shown by `model inspect`
//   description      what it is for, in a sentence: lists of models show it             the licence
//   words            the words it knows; others are reported                           every word
//   read_words       words that the program reads for it, reported as little           none
//   read_as          {"moonlit": "night"}: other words for some of these               none
//   writer           it can write prompts, asked in these words (WriterSettings)        it cannot
//
// "writer": {"standard": "enhance: {prompt}\n", "fast": .., "plan": "plan {count}: {prompt}\n",
//            "adds": [..], "modifiers": [..], "plan_words": [..]}. An instruction that is absent is not
//            offered.
//
// Used by   pipeline/, apps/
// Proven by tests/pipeline/model_settings_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace reverie {

inline constexpr std::size_t kMaxReferences = 14;  // of any model

enum class ReferenceMode { None, Joint, Reused };

// How the model is asked to write, and what it may do to a prompt. The lists are those of its training: what
// it writes beyond them is a mistake. All sorted, lower case.
struct WriterSettings {
  std::string standard;  // instructions with {prompt} in them; a plan's with {count} as well
  std::string fast;
  std::string plan;
  std::vector<std::string> adds;        // words that a richer prompt may add; empty: any
  std::vector<std::string> modifiers;   // words that belong to the next one: colours, numbers
  std::vector<std::string> plan_words;  // words of a prompt that only ask for several pictures
};

struct ModelSettings {
  std::vector<int64_t> text_layers{9, 18, 27};
  std::vector<int64_t> text_lengths{512};
  bool is_distilled = true;
  int64_t steps = 4;
  double guidance_scale = 1.0;
  ReferenceMode references = ReferenceMode::Joint;
  std::size_t max_references = kMaxReferences;
  std::optional<int64_t> reference_pixels;
  bool anchors_groups = true;  // groups: "reference"
  std::optional<int64_t> native_pixels;
  std::string licence;
  std::string description;
  std::vector<std::string> words;              // that its networks learned; sorted; empty means every word
  std::vector<std::string> known_words;        // these and the ones that the program reads; likewise
  std::map<std::string, std::string> read_as;  // from a word that is not known to one or more that are
  std::optional<WriterSettings> writer;

  // From `folder`/model_index.json and, if there is one, reverie.json.
  // Throws Error(NotFound) if `folder` is no model, Error(CorruptFile) naming the field.
  static ModelSettings from_folder(const std::filesystem::path& folder);
};

}  // namespace reverie
