// apps/memory_reuse.h
//
// LibTorch takes and frees memory for every operation's result, 64 MB and more at a time in a decoder.
// The C library returns pieces that large to the system at once, which must then clear every page again:
// half of the time of a 1K picture went there. docs/speed.md has the figures.
#pragma once

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace reverie {

// Keeps freed memory for the next operation. Call once, before any work. The peak grows by what lies
// between pieces in use (0.8 to 1.2 GB for 1K with the embedded model).
inline void reuse_freed_memory() {
#ifdef __GLIBC__
  constexpr int kTopPadBytes = 64 << 20;  // what the heap grows by
  constexpr int kNeverTrim = -1;          // read as the largest size there is
  mallopt(M_MMAP_MAX, 0);                 // large pieces come from the heap too
  mallopt(M_TRIM_THRESHOLD, kNeverTrim);
  mallopt(M_TOP_PAD, kTopPadBytes);
#endif
}

}  // namespace reverie
