// jobs/fold_case.h
//
// Text as it is compared where capitals do not matter: "Ёлка" and "ёлка" become the same bytes.
//
// Used by   sqlite_store (JobFilter::prompt_part)
// Source    Unicode's CaseFolding.txt, the one-to-one foldings of the Latin, Greek, Cyrillic and Armenian
//           letters of living languages. What is not in the table stays as it is.
// Trap      The database keeps folded prompts: a change of the table needs a migration that folds them again.
// Proven by tests/jobs/fold_case_test.cpp
#pragma once

#include <string>
#include <string_view>

namespace reverie {

// `text` is UTF-8; bytes that are not are kept.
std::string fold_case(std::string_view text);

}  // namespace reverie
