// apps/progress_display.h
//
// Progress on stderr: one bar that redraws itself on a terminal, plain lines elsewhere.
//
// Used by   generate_command, pull_command
#pragma once

#include <string>

namespace reverie {

class ProgressDisplay {
 public:
  // Nothing is shown when `quiet`.
  explicit ProgressDisplay(bool quiet);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  // share 0..1, and a few words of what is being done.
  void show(double share, const std::string& what);
  // Ends the bar, so that other output can follow on a line of its own.
  void clear();

 private:
  bool is_quiet_;
  bool is_terminal_;
  bool is_drawn_ = false;
};

}  // namespace reverie
