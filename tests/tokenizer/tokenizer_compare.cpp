// tests/tokenizer/tokenizer_compare.cpp
//
// The C++ half of `scripts/goldens/tokenizer.py compare`, which is run by hand.
//
//   tokenizer_compare encode TOKENIZER.json CASES.bin            compares, and says how fast
//   tokenizer_compare words CASES.bin                            compares the words' sizes after NFC
//   tokenizer_compare train CAPTIONS.txt SIZE FOLDER SPECIAL...  trains on one caption a line, writes FOLDER
#include <chrono>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "core/file.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"
#include "tokenizer/nfc.h"
#include "tokenizer/pre_tokenize.h"
#include "tokenizer/token_cases.h"

namespace reverie {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int compare(const std::string& tokenizer_path, const std::string& cases_path) {
  const auto load_start = Clock::now();
  const ByteBpe tokenizer = ByteBpe::from_file(tokenizer_path);
  const double load_s = seconds_since(load_start);
  const auto cases = read_token_cases(cases_path);
  std::size_t bytes = 0, ids = 0, differ = 0;
  const auto start = Clock::now();
  for (const TokenCase& one : cases) {
    const auto found = tokenizer.encode(one.text);
    bytes += one.text.size();
    ids += found.size();
    if (found != one.ids && ++differ <= 10)
      std::cerr << "differs: " << Json(one.text).dump(-1, ' ', true) << "\n";
  }
  const double encode_s = seconds_since(start);
  std::cout << cases.size() - differ << " of " << cases.size() << " agree (" << ids << " ids); load "
            << load_s << " s, encode " << static_cast<double>(bytes) / 1e6 / encode_s << " MB/s" << std::endl;
  return differ == 0 ? 0 : 1;
}

int compare_words(const std::string& cases_path) {
  const auto cases = read_token_cases(cases_path);
  std::size_t words = 0, differ = 0;
  for (const TokenCase& one : cases) {
    const std::string normalised = to_nfc(one.text);
    std::vector<std::int32_t> sizes;
    for (const auto word : split_words(normalised)) sizes.push_back(static_cast<std::int32_t>(word.size()));
    words += sizes.size();
    if (sizes != one.ids && ++differ <= 10)
      std::cerr << "cut differently: " << Json(one.text).dump(-1, ' ', true) << "\n";
  }
  std::cout << cases.size() - differ << " of " << cases.size() << " are cut alike (" << words << " words)"
            << std::endl;
  return differ == 0 ? 0 : 1;
}

int train(const std::vector<std::string>& arguments) {
  std::istringstream lines(read_text(arguments[0], std::size_t{1} << 30));
  std::vector<std::string> captions;
  for (std::string line; std::getline(lines, line);) captions.push_back(line);
  const std::vector<std::string> special_tokens(arguments.begin() + 3, arguments.end());
  const auto start = Clock::now();
  const Json tokenizer = train_byte_bpe(captions, std::stoi(arguments[1]), special_tokens);
  std::cout << "trained on " << captions.size() << " captions in " << seconds_since(start) << " s"
            << std::endl;
  write_tokenizer(arguments[2], tokenizer, tokenizer_config(tokenizer, kPlainChatTemplate, 512));
  return 0;
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) try {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "encode") return reverie::compare(arguments[1], arguments[2]);
  if (arguments.size() == 2 && arguments[0] == "words") return reverie::compare_words(arguments[1]);
  if (arguments.size() >= 4 && arguments[0] == "train")
    return reverie::train({arguments.begin() + 1, arguments.end()});
  std::cerr
      << "tokenizer_compare encode TOKENIZER CASES | words CASES | train CAPTIONS SIZE FOLDER SPECIAL...\n";
  return 2;
} catch (const std::exception& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
