// server/dialects/errors.h
//
// One row of a dialect's error table for each ErrorCode, proven complete at compile time.
#pragma once

#include <cstddef>

#include "core/error.h"
#include "jobs/job.h"

namespace reverie {

// Whether `rows` (anything with a member `code`) has exactly one row for each ErrorCode.
template <typename Row, std::size_t N>
constexpr bool covers_every_code(const Row (&rows)[N]) {
  if (N != kErrorCodes.size()) return false;
  for (const ErrorCode code : kErrorCodes) {
    int found = 0;
    for (const Row& row : rows) found += row.code == code ? 1 : 0;
    if (found != 1) return false;
  }
  return true;
}

template <typename Row, std::size_t N>
constexpr const Row& row_of(const Row (&rows)[N], ErrorCode code) {
  for (const Row& row : rows) {
    if (row.code == code) return row;
  }
  return rows[N - 1];
}

// A stored failure as the error it was.
inline Error error_of(const StoredError& stored) {
  return Error(stored.code, stored.message, stored.field);
}

// Why a job that is over has no picture. Only for jobs that did not succeed.
inline Error error_of(const Job& job) {
  if (job.error) return error_of(*job.error);
  return Error(ErrorCode::Cancelled, "the job was cancelled");
}

}  // namespace reverie
