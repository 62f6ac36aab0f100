// jobs/periodic.h
//
// A thread that does the same thing again and again: at once, and then each time the pause is over.
//
// Used by   jobs/deadline_watch, server/retention
// Proven by tests/jobs/deadline_watch_test.cpp
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace reverie {

class Periodic {
 public:
  //   log   gets what `task` throws; the next round is tried all the same
  Periodic(std::function<void()> task, std::chrono::milliseconds pause,
           std::function<void(const std::string& what)> log);
  ~Periodic();  // stop()

  void start();
  void stop();  // waits for the round under way

 private:
  void work();

  const std::function<void()> task_;
  const std::chrono::milliseconds pause_;
  const std::function<void(const std::string&)> log_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace reverie
