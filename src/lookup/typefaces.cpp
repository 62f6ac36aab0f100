#include "lookup/typefaces.h"

namespace reverie {

const std::vector<Typeface>& typefaces() {
  static const std::vector<Typeface> all = {
      {"sans", "DejaVu Sans Bold", "DejaVuSans-Bold.ttf", "fonts-dejavu-core", {}},
      {"serif", "DejaVu Serif Bold", "DejaVuSerif-Bold.ttf", "fonts-dejavu-core", {"in serif letters"}},
      {"typewriter",
       "Courier Prime Code Bold",
       "Courier Prime Code.otf",
       "fonts-courier-prime",
       {"in typewriter letters"}},
      {"hand",
       "Comic Neue Bold",
       "ComicNeue-Bold.otf",
       "fonts-comic-neue",
       {"in handwriting", "in handwritten letters"}},
      {"narrow",
       "Yanone Kaffeesatz Bold",
       "YanoneKaffeesatz-Bold.otf",
       "fonts-yanone-kaffeesatz",
       {"in narrow letters"}},
      {"round",
       "Comfortaa Bold",
       "Comfortaa-Bold.ttf",
       "fonts-comfortaa",
       {"in round letters", "in rounded letters"}},
  };
  return all;
}

}  // namespace reverie
