#include "training/example_run.h"

#include "lookup/glyphs.h"

namespace reverie {

Compositor open_compositor(const ExampleRun& run) {
  Compositor compositor(Atlas::load(run.atlas), run.device);
  if (lesson_scenes(run.lesson).signs) compositor.use_glyphs(Glyphs::load(run.glyphs));
  return compositor;
}

}  // namespace reverie
