// training/mini_config.h
//
// The shape of the embedded model `mini`: the three networks' configurations, written once.
//
// Used by   mini_folder, mini_networks, train_autoencoder, train_transformer, train_distilled
// Source    docs/decisions/0003-the-shape-of-mini.md
#pragma once

#include <string>
#include <vector>

#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "models/qwen3_text_encoder.h"

namespace reverie {

// 64 pixels a token: six levels, narrow at full size. The encoder's two outer levels only average, so
// the latents of a picture are those of the picture at a quarter of its size.
inline constexpr int64_t kMiniCoarseLevels = 2;
inline constexpr int64_t kMiniCoarsePxPerToken = 64 >> kMiniCoarseLevels;

Flux2AutoencoderConfig mini_autoencoder_config();
Flux2TransformerConfig mini_transformer_config();
Qwen3Config mini_text_encoder_config(int64_t vocabulary_size);

// Hidden states of the text encoder that the transformer reads.
inline const std::vector<int64_t> kMiniTextLayers{1, 2, 3};
// A prompt is padded to the smallest of these that holds it.
inline const std::vector<int64_t> kMiniTextLengths{16, 32, 64};

// How it draws when a request does not say otherwise: with guidance, until it is distilled.
inline constexpr int64_t kMiniSteps = 16;
inline constexpr double kMiniGuidanceScale = 2.0;
inline constexpr int64_t kMiniDistilledSteps = 4;
// Reference pictures at most, for a model that was trained with any.
inline constexpr int64_t kMiniMaxReferences = 14;
// Shared by all of them: four as large as the picture, or fourteen at about 8x8 tokens, as most subjects are
// shown in training.
inline constexpr int64_t kMiniReferencePixels = int64_t{4} * 1024 * 1024;

// Those weights of the autoencoder that the optimizer turns with Muon.
inline const std::vector<std::string> kAutoencoderMuonNames{"conv1",         "conv2",   "conv.weight",
                                                            "conv_shortcut", "conv_in", "quant_conv"};

}  // namespace reverie
