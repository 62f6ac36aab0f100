#include "core/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "core/error.h"

extern char** environ;

namespace reverie {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::Internal, name + " " + what);
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
TemporaryFile file_of(const std::string& name, std::string_view bytes) {
  TemporaryFile file(std::tmpfile(), std::fclose);
  // No bytes may have no address, which fwrite must not be given.
  const auto is_written = [&] {
    return bytes.empty() || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  };
  if (!file || !is_written() || std::fflush(file.get()) != 0) {
    throw Error(ErrorCode::WriteFailed, "no temporary file for " + name);
  }
  std::rewind(file.get());
  return file;
}

// A child process, which is killed and waited for at the latest when this goes.
class Child {
 public:
  Child(const ProgramRun& run, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    std::vector<std::string> texts = {run.program.string()};
    texts.insert(texts.end(), run.arguments.begin(), run.arguments.end());
    std::vector<char*> arguments;
    for (std::string& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);
    const int fault =
        posix_spawnp(&id_, texts.front().c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (fault == ENOENT) {
      throw Error(ErrorCode::NotFound, run.name + ": there is no program " + run.program.string());
    }
    if (fault != 0) fail(run.name, std::string("cannot be started: ") + std::strerror(fault));
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

int milliseconds_until(const std::string& name, Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) fail(name, "took too long");
  return static_cast<int>(std::min<int64_t>(left, 1000));
}

// What comes until the other side is closed; only its beginning is kept.
std::string read_all(const ProgramRun& run, int pipe, Clock::time_point deadline) {
  std::string text;
  while (true) {
    pollfd ready{pipe, POLLIN, 0};
    if (poll(&ready, 1, milliseconds_until(run.name, deadline)) <= 0) continue;
    std::array<char, 1024> piece{};
    const ssize_t count = read(pipe, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(run.name, std::string("cannot be read: ") + std::strerror(errno));
    if (count == 0) return text;
    if (text.size() < run.kept_bytes) text.append(piece.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

ProgramResult run_program(const ProgramRun& run) {
  const Clock::time_point deadline = Clock::now() + run.patience;
  const TemporaryFile input = file_of(run.name, run.input);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(run.name, std::string("has no pipe: ") + std::strerror(errno));
  FileDescriptor from_child(ends[0]);
  FileDescriptor to_us(ends[1]);
  Child child(run, fileno(input.get()), to_us.number());
  to_us.close();
  std::string said = read_all(run, from_child.number(), deadline);
  std::optional<int> status;
  while (!(status = child.status())) {
    milliseconds_until(run.name, deadline);
    poll(nullptr, 0, 1);
  }
  if (!WIFEXITED(*status)) fail(run.name, "ended by signal " + std::to_string(WTERMSIG(*status)));
  return {WEXITSTATUS(*status), std::move(said)};
}

}  // namespace reverie
