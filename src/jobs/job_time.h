// jobs/job_time.h
//
// Wall-clock time in milliseconds, as stores and replies keep it.
#pragma once

#include <chrono>
#include <string>

namespace reverie {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

Time now();

int64_t unix_milliseconds(Time time);
int64_t unix_seconds(Time time);
Time time_of_milliseconds(int64_t unix_milliseconds);

// "2026-10-01T10:00:00.000Z"
std::string iso_time(Time time);

}  // namespace reverie
