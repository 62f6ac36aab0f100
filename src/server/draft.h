// server/draft.h
//
// A request between its dialect and admission: what the client asked for, in our words, not yet checked
// against the model's limits. Dialects fill it from their field tables; server/image_service turns it into a
// job.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"

namespace reverie {

// One reference picture as it came.
struct ReferenceSource {
  std::string text = {};       // a URL, a data URI, raw base64 or the id of an upload; or, if empty:
  std::string bytes = {};      // the file itself (multipart)
  std::string file_name = {};  // of the multipart file
};

enum class Delivery {
  Url,
  Base64,
  DataUri,
  UrlAndBase64,  // the client did not say, and its readers differ
};

// How the dialect spells each field, for errors. Dotted where fields are nested: "input.size".
struct FieldNames {
  std::string model = "model";
  std::string prompt = "prompt";
  std::string references = "image";
  std::string size = "size";
  std::string aspect_ratio = "aspect_ratio";
  std::string width = "width";
  std::string height = "height";
  std::string runs = "n";
  std::string group_max = "max_images";
  std::string seed = "seed";
  std::string webhook = "webhook";
};

struct Draft {
  FieldNames names;

  std::string model;  // as the client spelled it
  std::string prompt;
  std::vector<ReferenceSource> references;

  std::optional<std::string> size;          // "2K", "4k", "2048x1536", "custom"
  std::optional<std::string> aspect_ratio;  // "16:9", "match_input_image"
  std::optional<int64_t> width_px;          // exact, both or none
  std::optional<int64_t> height_px;
  bool may_be_smaller =
      false;  // sizes below the model's smallest are enlarged to it, keeping the ratio (fal)

  int64_t runs = 1;
  bool is_group = false;
  std::optional<int64_t> group_max;  // of one run; 15 where the dialect's default is "as many as fit"

  std::optional<int64_t> seed;  // absent or -1: drawn, and reported
  std::optional<int64_t> steps;
  std::optional<double> guidance_scale;
  std::optional<PictureFormat> format;  // absent: jpeg
  bool has_watermark = false;
  Rewrite rewrite = Rewrite::Off;
  bool is_safety_checked = true;

  // How the answer is wanted. None of this changes the pictures.
  Delivery delivery = Delivery::Url;
  bool is_streamed = false;
  int64_t previews = 0;  // 0..3, in a stream
  std::optional<Webhook> webhook;
  Deadlines deadlines;
};

}  // namespace reverie
