// server/dialects/fault_list.h
//
// Every fault of a request at once, for APIs whose refusal is a list.
//
// Used by   dialects/replicate_predictions, dialects/fal_queue, dialects/aimlapi_images
#pragma once

#include <vector>

#include "server/dialects/fields.h"

namespace reverie {

// At least one fault; message and field are those of the first.
class FaultList final : public Error {
 public:
  explicit FaultList(std::vector<FieldError> faults)
      : Error(ErrorCode::InvalidRequest, faults.front().what(), faults.front().field()),
        faults_(std::move(faults)) {}
  const std::vector<FieldError>& faults() const noexcept { return faults_; }

 private:
  std::vector<FieldError> faults_;
};

// The faults that `error` tells of: those of a FaultList, or itself. A fault found after the field tables
// (a picture that is none, a size out of range) counts as Malformed.
inline std::vector<FieldError> faults_of(const Error& error) {
  if (const auto* list = dynamic_cast<const FaultList*>(&error)) return list->faults();
  if (const auto* fault = dynamic_cast<const FieldError*>(&error)) return {*fault};
  return {FieldError(Problem::Malformed, error.what(), error.field())};
}

}  // namespace reverie
