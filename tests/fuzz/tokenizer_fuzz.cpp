// tests/fuzz/tokenizer_fuzz.cpp
//
// Any bytes as tokenizer.json, then as text: a file is refused with our own error or it works, and text that
// was encoded comes back. The input is the file, a line of "----", and the text; without the line it is text
// for a tokenizer that is known to be good.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/nfc.h"

namespace {

void use(const reverie::ByteBpe& tokenizer, std::string_view text, bool has_no_added_tokens) {
  const auto ids = tokenizer.encode(text);
  const std::string decoded = tokenizer.decode(ids);
  if (has_no_added_tokens && decoded != reverie::to_nfc(text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const reverie::ByteBpe good =
      reverie::ByteBpe::from_json(reverie::train_byte_bpe({}, 256, {}), "good");
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kDivider = "\n----\n";
  const std::size_t divider = input.find(kDivider);
  try {
    if (divider == std::string_view::npos) {
      use(good, input, true);
    } else {
      const auto json = reverie::parse_json(input.substr(0, divider), "input");
      use(reverie::ByteBpe::from_json(json, "input"), input.substr(divider + kDivider.size()), false);
    }
  } catch (const reverie::Error& e) {
    if (e.code() == reverie::ErrorCode::Internal) std::abort();
  }
  return 0;
}
