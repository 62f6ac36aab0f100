// server/system_memory.h
//
// How much memory this process holds, and how much the machine has.
//
// Used by   server/system_api
// Source    proc(5): /proc/self/statm, /proc/meminfo. What a container may have beside the machine is not
//           looked at.
// Proven by tests/server/system_api_test.cpp
#pragma once

#include <cstdint>

namespace reverie {

struct SystemMemory {
  int64_t resident_bytes = 0;
  int64_t machine_bytes = 0;
  int64_t available_bytes = 0;  // what could be had without swapping
};

// Zeros where the system does not tell.
SystemMemory system_memory();

}  // namespace reverie
