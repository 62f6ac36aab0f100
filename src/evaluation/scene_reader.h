// evaluation/scene_reader.h
//
// Says what a picture of the drawn world shows: the place and the time of day, and which objects stand where,
// in which colour. It knows every drawing the world is made of, so it looks for those and judges nothing
// else.
//
// How       1. Place, layout, time, season and weather: the empty background that differs least from the
// picture,
//              each pixel's difference capped, so that objects in front count little. Compared are all places
//              in the season and weather that were asked for, and the place that was asked for in all of
//              them.
//           2. Objects: for every drawing at every half token, what it would change of that background (its
//              difference image d) against what the picture changes (e): rho = <e, d> / (|e| |d|) over the
//              drawing and a rim around it. The best is taken if it reaches kLeastRho, painted into the
//              background, and the search goes on.
// Blind     It judges outline and colour, not finish: a drawing so soft that a person would frown still has
//           those. A patch of the mean colour passes for an apple or a balloon. Look at the sheet as well.
// Used by   evaluate.cpp
// Shapes    [3, h, w] pictures, 0 to 1; everything inside is at kReadingPx pixels a token
// Trap      Not for two threads at once: it keeps backgrounds.
// Proven by tests/evaluation/scene_reader_test.cpp: true scenes and broken ones
#pragma once

#include <torch/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "training/world/compose.h"

namespace reverie {

constexpr std::int64_t kReadingPx = 4;

struct SeenObject {
  std::int64_t object;                // into world objects()
  std::vector<std::int64_t> colours;  // those it may pass for, the best first; kNoColour is the icon's own
  double row, column;                 // of its slot's top left corner, in tokens
  double rho;                         // 1 is the drawing itself
  std::int64_t tokens = kSlotTokens;  // of each side of its square
};

struct SeenScene {
  std::int64_t place;
  Setting setting;
  std::vector<SeenObject> objects;  // the surest first
};

class SceneReader {
 public:
  // Below this an object is not recognised. A drawing has 0.97 or more, blurred by half a token 0.83 or more;
  // in pictures by a half-trained model, what the eye can name has 0.75 to 0.95, and scenery that happens to
  // look like something has less.
  static constexpr double kLeastRho = 0.75;

  // It looks for the objects, places, seasons and weathers of `known`.
  SceneReader(const Atlas& atlas, SceneOptions known);

  // picture [3, h, w], 0 to 1, of any size, drawn for `asked`, of which its grid and its setting are used.
  SeenScene read(const torch::Tensor& picture, const Scene& asked);

  // The same, but for the objects of `asked` alone, in every size that things come in.
  SeenScene read_sizes(const torch::Tensor& picture, const Scene& asked);

 private:
  struct Template {
    std::int64_t object;
    std::int64_t colour;
  };
  // Drawings of one size.
  struct Templates {
    std::int64_t tokens = kSlotTokens;
    std::vector<Template> all;
    torch::Tensor colour;      // [N, 3, s, s], premultiplied
    torch::Tensor faded;       // [N, 3, s, s]: colour once more by its alpha
    torch::Tensor outline_of;  // [N] long, into M objects: the colours of one share what follows
    torch::Tensor alpha;       // [M, 1, s, s]
    torch::Tensor rim;         // [M, 1, s, s]: 1 on the drawing and around it
  };
  struct Backgrounds {
    torch::Tensor pictures;  // [N, 3, h, w]
    std::vector<Scene> scenes;
  };

  // The background of `candidates` that differs least from the picture; `name` keeps them.
  struct Nearest {
    torch::Tensor picture;  // [1, 3, h, w]
    Scene scene;
    double difference;
  };
  Nearest nearest(const torch::Tensor& picture, const std::string& name,
                  const std::function<std::vector<Scene>()>& candidates);
  Nearest background_of(const torch::Tensor& picture, const Scene& asked);
  std::vector<Scene> all_places(const Scene& asked) const;
  std::vector<Scene> all_settings(const Scene& asked) const;
  Templates draw_templates(const std::vector<std::int64_t>& object_list, std::int64_t tokens) const;
  SeenScene look_for(const std::vector<Templates>& sizes, const torch::Tensor& picture, const Scene& asked);

  // Nothing else is looked for where this was seen.
  static void take(const SeenObject& seen, const std::vector<Templates>& sizes,
                   std::vector<torch::Tensor>& is_free);
  // [N templates, rows, columns] of rho at every half token; `light` [3, 1, 1].
  static torch::Tensor rhos(const Templates& templates, const torch::Tensor& picture,
                            const torch::Tensor& background, const torch::Tensor& light);
  static SeenObject seen_at(const Templates& templates, const torch::Tensor& rhos, std::int64_t index,
                            std::int64_t row, std::int64_t column);

  Compositor compositor_;
  SceneOptions known_;
  std::vector<Templates> usual_;  // one: of all known objects
  std::map<std::string, Backgrounds> backgrounds_;
};

}  // namespace reverie
