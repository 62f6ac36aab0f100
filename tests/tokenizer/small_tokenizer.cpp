#include "tokenizer/small_tokenizer.h"

#include <string>
#include <vector>

#include "tokenizer/bpe_trainer.h"

namespace reverie {

Json small_tokenizer() {
  const std::vector<std::string> captions = {"a red fox in the snow", "the red owl in the snow",
                                             "a fox, an owl"};
  return train_byte_bpe(captions, 280, {std::string(kEndOfText), "<|im_start|>", std::string(kMessageEnd)});
}

}  // namespace reverie
