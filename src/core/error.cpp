#include "core/error.h"

namespace reverie {
namespace {

struct CodeRow {
  ErrorCode code;
  std::string_view name;
  int exit;
};

constexpr CodeRow kRows[] = {
    {ErrorCode::InvalidRequest, "InvalidRequest", 2},
    {ErrorCode::TooLarge, "TooLarge", 10},
    {ErrorCode::Unauthenticated, "Unauthenticated", 8},
    {ErrorCode::Forbidden, "Forbidden", 11},
    {ErrorCode::OutOfCredits, "OutOfCredits", 12},
    {ErrorCode::Refused, "Refused", 13},
    {ErrorCode::NotFound, "NotFound", 3},
    {ErrorCode::Conflict, "Conflict", 14},
    {ErrorCode::Busy, "Busy", 9},
    {ErrorCode::Cancelled, "Cancelled", 130},
    {ErrorCode::OutOfMemory, "OutOfMemory", 6},
    {ErrorCode::CorruptFile, "CorruptFile", 4},
    {ErrorCode::Unreachable, "Unreachable", 7},
    {ErrorCode::WriteFailed, "WriteFailed", 5},
    {ErrorCode::Internal, "Internal", 1},
};
static_assert(std::size(kRows) == kErrorCodes.size(), "one row for each ErrorCode");

const CodeRow& row_of(ErrorCode code) {
  for (const CodeRow& row : kRows) {
    if (row.code == code) return row;
  }
  return kRows[std::size(kRows) - 1];
}

}  // namespace

std::string_view error_code_name(ErrorCode code) {
  return row_of(code).name;
}

ErrorCode error_code_of(std::string_view name) {
  for (const CodeRow& row : kRows) {
    if (row.name == name) return row.code;
  }
  throw Error(ErrorCode::CorruptFile, "no error code is named \"" + std::string(name) + "\"");
}

int exit_code(ErrorCode code) {
  return row_of(code).exit;
}

}  // namespace reverie
