// core/error.h
//
// The one error type. Throw it where the fault is found; catch it only at an edge:
//   apps/*            -> one line on stderr and an exit code
//   pipeline/*        -> LibTorch's own exceptions become OutOfMemory or Internal
//   server/dialects/* -> the vendor's JSON and HTTP status
//   jobs/worker       -> the job's stored failure
//
// Codes say what the caller could do about it, not which module noticed.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace reverie {

enum class ErrorCode {
  InvalidRequest,   // change the request
  TooLarge,         // send less
  Unauthenticated,  // send a valid key
  Forbidden,        // ask with a key that may
  OutOfCredits,     // add credits to the account
  Refused,          // the content policy says no: ask for something else
  NotFound,         // ask for something that exists
  Conflict,         // this was asked before in other words: use a new idempotency key
  Busy,             // try again later
  Cancelled,        // the caller asked for this
  OutOfMemory,      // ask for a smaller image, or add memory
  CorruptFile,      // fetch the file again
  Unreachable,      // check the address or the network, then try again
  WriteFailed,      // free some disk, or name another place
  Internal,         // our mistake; please report
};

// Every code, in the order above.
inline constexpr std::array kErrorCodes{
    ErrorCode::InvalidRequest, ErrorCode::TooLarge,    ErrorCode::Unauthenticated, ErrorCode::Forbidden,
    ErrorCode::OutOfCredits,   ErrorCode::Refused,     ErrorCode::NotFound,        ErrorCode::Conflict,
    ErrorCode::Busy,           ErrorCode::Cancelled,   ErrorCode::OutOfMemory,     ErrorCode::CorruptFile,
    ErrorCode::Unreachable,    ErrorCode::WriteFailed, ErrorCode::Internal};

class Error : public std::runtime_error {
 public:
  // `message`: what was expected, what came, where.
  // `field`: the request field or option at fault, spelled as the caller spelled it, or empty.
  Error(ErrorCode code, std::string message, std::string field = {})
      : std::runtime_error(std::move(message)), code_(code), field_(std::move(field)) {}

  ErrorCode code() const noexcept { return code_; }
  const std::string& field() const noexcept { return field_; }

 private:
  ErrorCode code_;
  std::string field_;
};

// "InvalidRequest", "NotFound", ...: the code's own name, for logs and `--json`.
std::string_view error_code_name(ErrorCode code);

// The code of that name. Throws Error(CorruptFile): names come back from stores only.
ErrorCode error_code_of(std::string_view name);

// The program's exit status for an error of this code; 0 is success, 1 is kept for Internal.
int exit_code(ErrorCode code);

}  // namespace reverie
