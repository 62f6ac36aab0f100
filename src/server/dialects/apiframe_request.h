// server/dialects/apiframe_request.h
//
// What apiframe's clients send to /v2/images/generate, as a Draft. Nothing that is not in the table is taken,
// neither outside nor inside seedreamParams, and every fault is told at once.
//
// Vendor page  docs/dialects/apiframe.md (fields, date read)
// Used by      dialects/apiframe_jobs
// Proven by    tests/server/dialects/apiframe_jobs_test.cpp
//
// Trap         The format is "jpg" here, not "jpeg".
#pragma once

#include <string>
#include <string_view>

#include "server/dialects/fields.h"

namespace reverie::apiframe {

extern const FieldTable kGenerationFields;

// Throws FaultList.
Draft read_draft(const Json& body);

// The word for one of our events: "progress", "completed", "failed"; empty if there is none.
std::string_view their_event(const std::string& ours);

}  // namespace reverie::apiframe
