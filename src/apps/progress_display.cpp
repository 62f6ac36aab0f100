#include "apps/progress_display.h"

#include <unistd.h>

#include <cstdio>

namespace reverie {

ProgressDisplay::ProgressDisplay(bool quiet) : is_quiet_(quiet), is_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressDisplay::~ProgressDisplay() {
  clear();
}

void ProgressDisplay::show(double share, const std::string& what) {
  if (is_quiet_) return;
  const int percent = static_cast<int>(share * 100 + 0.5);
  if (!is_terminal_) {
    std::fprintf(stderr, "%3d%% %s\n", percent, what.c_str());
    return;
  }
  constexpr int kWidth = 30;
  const int filled = static_cast<int>(share * kWidth + 0.5);
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(kWidth - filled), '.');
  std::fprintf(stderr, "\r\033[K%s %3d%% %s", bar.c_str(), percent, what.c_str());
  std::fflush(stderr);
  is_drawn_ = true;
}

void ProgressDisplay::clear() {
  if (is_drawn_) std::fputs("\r\033[K", stderr);
  is_drawn_ = false;
}

}  // namespace reverie
