#include "server/picture_checker.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "core/error.h"
#include "core/printable.h"

extern char** environ;

namespace reverie {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestRule = 200;

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorCode::Internal, "the picture checker " + what);
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

using TemporaryFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

// `bytes` in a file without a name, at its beginning.
TemporaryFile file_of(std::string_view bytes) {
  TemporaryFile file(std::tmpfile(), std::fclose);
  if (!file || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
      std::fflush(file.get()) != 0) {
    throw Error(ErrorCode::WriteFailed, "no temporary file for the picture checker");
  }
  std::rewind(file.get());
  return file;
}

// A child process, which is killed and waited for at the latest when this goes.
class Child {
 public:
  Child(const std::filesystem::path& program, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);  // clients' connections among them
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);  // the server blocks the signals that end it
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    std::string name = program.string();
    std::array<char*, 2> arguments{name.data(), nullptr};
    const int fault = posix_spawn(&id_, name.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (fault != 0) fail(std::string("cannot be started: ") + std::strerror(fault));
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ < 0) return;
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }

  // Nothing while it runs.
  std::optional<int> status() {
    int status = 0;
    if (waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
    id_ = -1;
    return status;
  }

 private:
  pid_t id_ = -1;
};

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) fail("took too long");
  return static_cast<int>(std::min<int64_t>(left, 1000));
}

// What comes until the other side is closed; only its beginning is kept.
std::string read_all(int pipe, Clock::time_point deadline) {
  std::string text;
  while (true) {
    pollfd ready{pipe, POLLIN, 0};
    if (poll(&ready, 1, milliseconds_until(deadline)) <= 0) continue;
    std::array<char, 1024> piece{};
    const ssize_t count = read(pipe, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(std::string("cannot be read: ") + std::strerror(errno));
    if (count == 0) return text;
    if (text.size() < kLongestRule) text.append(piece.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

PictureChecker::PictureChecker(std::filesystem::path program, std::chrono::milliseconds patience)
    : program_(std::move(program)), patience_(patience) {
  if (std::filesystem::is_directory(program_) || access(program_.c_str(), X_OK) != 0) {
    throw Error(ErrorCode::NotFound, program_.string() + ": expected a program that can be executed",
                "--picture-check");
  }
}

std::optional<std::string> PictureChecker::refusing_rule(std::string_view file) const {
  const Clock::time_point deadline = Clock::now() + patience_;
  const TemporaryFile input = file_of(file);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(std::string("has no pipe: ") + std::strerror(errno));
  FileDescriptor from_child(ends[0]);
  FileDescriptor to_us(ends[1]);
  Child child(program_, fileno(input.get()), to_us.number());
  to_us.close();
  const std::string said = read_all(from_child.number(), deadline);
  std::optional<int> status;
  while (!(status = child.status())) {
    milliseconds_until(deadline);
    poll(nullptr, 0, 1);
  }
  if (!WIFEXITED(*status)) fail("ended by signal " + std::to_string(WTERMSIG(*status)));
  if (WEXITSTATUS(*status) == 0) return std::nullopt;
  if (WEXITSTATUS(*status) != 1) {
    fail("ended with status " + std::to_string(WEXITSTATUS(*status)) + ", expected 0 or 1");
  }
  return printable(said.substr(0, said.find('\n')), kLongestRule);
}

}  // namespace reverie
