#include "server/system_memory.h"

#include <unistd.h>

#include <fstream>
#include <string>

namespace reverie {

SystemMemory system_memory() {
  constexpr int64_t kKib = 1024;
  SystemMemory memory;
  int64_t pages = 0;
  int64_t resident_pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident_pages;
  memory.resident_bytes = resident_pages * sysconf(_SC_PAGESIZE);
  std::ifstream lines("/proc/meminfo");  // "MemTotal:       16318420 kB"
  std::string name;
  std::string unit;
  int64_t kib = 0;
  while (lines >> name >> kib && std::getline(lines, unit)) {
    if (name == "MemTotal:") memory.machine_bytes = kib * kKib;
    if (name == "MemAvailable:") memory.available_bytes = kib * kKib;
  }
  return memory;
}

}  // namespace reverie
