#include "tokenizer/token_cases.h"

#include <fstream>
#include <stdexcept>

namespace reverie {
namespace {

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : in_(path, std::ios::binary), path_(path.string()) {}

  // `size` bytes, little-endian.
  std::uint32_t number(int size) {
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i)
      value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(byte())) << (8 * i);
    return value;
  }

  std::string text(std::size_t size) {
    std::string out(size, '\0');
    for (char& c : out) c = byte();
    return out;
  }

  bool is_at_end() { return in_.peek() == std::ifstream::traits_type::eof(); }

 private:
  char byte() {
    char c = 0;
    if (!in_.get(c)) throw std::runtime_error(path_ + " is missing or cut short");
    return c;
  }

  std::ifstream in_;
  std::string path_;
};

}  // namespace

std::vector<TokenCase> read_token_cases(const std::filesystem::path& path) {
  Reader in(path);
  const int id_bytes = static_cast<int>(in.number(1));
  std::vector<TokenCase> cases(in.number(4));
  for (TokenCase& one : cases) {
    const std::uint32_t text_bytes = in.number(2);
    one.ids.resize(in.number(2));
    one.text = in.text(text_bytes);
    for (std::int32_t& id : one.ids) id = static_cast<std::int32_t>(in.number(id_bytes));
  }
  if (!in.is_at_end()) throw std::runtime_error(path.string() + " has more bytes than cases");
  return cases;
}

}  // namespace reverie
