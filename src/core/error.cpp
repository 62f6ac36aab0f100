#include "core/error.h"

namespace reverie {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidRequest: return "InvalidRequest";
    case ErrorCode::Unauthenticated: return "Unauthenticated";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::Busy: return "Busy";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::OutOfMemory: return "OutOfMemory";
    case ErrorCode::CorruptFile: return "CorruptFile";
    case ErrorCode::Unreachable: return "Unreachable";
    case ErrorCode::WriteFailed: return "WriteFailed";
    case ErrorCode::Internal: return "Internal";
  }
  return "Internal";
}

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::Internal: return 1;
    case ErrorCode::InvalidRequest: return 2;
    case ErrorCode::NotFound: return 3;
    case ErrorCode::CorruptFile: return 4;
    case ErrorCode::WriteFailed: return 5;
    case ErrorCode::OutOfMemory: return 6;
    case ErrorCode::Unreachable: return 7;
    case ErrorCode::Unauthenticated: return 8;
    case ErrorCode::Busy: return 9;
    case ErrorCode::Cancelled: return 130;
  }
  return 1;
}

}  // namespace reverie
