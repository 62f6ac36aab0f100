#include "lookup/sign_names.h"

#include <array>

namespace reverie {

const SignNames& names_of(SignKind kind) {
  static const std::vector<std::string> says = {" that says ", " that reads ", " saying ", " reading ",
                                                " with the words "};
  static const std::array<SignNames, kSignKinds> names = {{
      {{"wooden sign", "wooden sign", "sign"}, says},
      {{"neon sign", "neon sign", "glowing sign"}, says},
      {{"poster"}, {" with the words ", " that says ", " that reads ", " saying "}},
      {{"book"}, {" titled ", " called ", " with the title "}},
      {{"label", "tag"}, {" that says ", " that reads ", " with the words "}},
      {{"billboard", "billboard", "shop sign"}, says},
      {{"chalkboard", "blackboard"}, {" that says ", " that reads ", " with the words "}},
  }};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace reverie
