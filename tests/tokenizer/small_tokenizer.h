// tests/tokenizer/small_tokenizer.h
//
// A tokenizer of a few merges, as JSON that a test can break in one place.
#pragma once

#include "core/json.h"

namespace reverie {

// 256 bytes, merges from a few English captions, <|endoftext|>, <|im_start|> and <|im_end|>.
Json small_tokenizer();

}  // namespace reverie
