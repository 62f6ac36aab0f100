// benchmarks/server_latency.cpp
//
// What does the server cost beside the model? The real server, store and worker on loopback, with an engine
// that computes nothing:
//
//   waiting   N clients at once, each for a job of its own, then all for one job: memory, and how long after
//             the last picture the last of them had its answer
//   added     requests in a closed loop: the time a client waited while no picture was being drawn
//
// Used by   docs/speed.md, "Serving"
// Traps     Both ends are this process: memory and processor time of the clients count as the server's.
//           Each picture is some ten commits and files that reach the disk, so --data decides: in memory
//           (tmpfs) the figures flatter.

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>

#include "core/json.h"
#include "intake/guarded_fetch.h"
#include "jobs/sqlite_store.h"
#include "jobs/worker.h"
#include "loopback_client.h"
#include "server/http_server.h"
#include "server/routes.h"
#include "stand_in_engine.h"

namespace reverie {
namespace {

using Clock = StandInEngine::Clock;

constexpr const char* kPath = "/v1/images/generations";

struct Settings {
  int clients = 1000;
  int requests = 400;
  int draw_ms = 20;
  std::string data;  // a folder for the database and the files; a fresh one inside it is used and removed
};

double ms(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

std::string body_of(int64_t seed) {
  return Json{{"model", StandInEngine::kModel},
              {"prompt", "a red car on a beach at sunset"},
              {"size", "1K"},
              {"seed", seed},
              {"response_format", "url"}}
      .dump();
}

double resident_mib() {
  int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return static_cast<double>(pages * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& parent) {
    std::string path = (std::filesystem::path(parent) / "server_latency-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw Error(ErrorCode::WriteFailed, path, "--data");
    path_ = path;
  }
  ~TemporaryFolder() {
    std::error_code failure;  // what is left in a temporary folder is no reason to fail
    std::filesystem::remove_all(path_, failure);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// As apps/serve_command puts it together, without keys, webhooks and retention.
class BenchedServer {
 public:
  BenchedServer(const std::filesystem::path& folder, int64_t queue)
      : store(folder / "reverie.db"),
        blobs_(folder / "blobs"),
        service_(store, blobs_, changes_, engine, fetcher_, names_, safety_, urls_, settings_for(queue)),
        metrics_(store),
        worker_(store, blobs_, changes_, engine,
                {[this](const std::string& prompt) { return safety_.refusing_rule(prompt); },
                 [](const std::string& line) { std::cerr << line << "\n"; }}) {
    add_routes(router_, service_, blobs_, urls_, metrics_, {});
    HttpServerOptions options;
    options.port = 0;
    server_.emplace(
        options, router_, store, changes_, blobs_,
        [this](const AccessRecord& record) { metrics_.add_request(record); },
        [](const HttpRequest&, const std::string& what) { std::cerr << what << "\n"; });
    listening_ = std::thread([this] { server_->run(); });
    worker_.start();
  }
  ~BenchedServer() {
    server_->stop();
    worker_.stop();
    listening_.join();
  }
  uint16_t port() const { return server_->port(); }

  StandInEngine engine;
  SqliteStore store;

 private:
  static ServiceSettings settings_for(int64_t queue) {
    ServiceSettings settings;
    settings.needs_keys = false;
    settings.queue = {queue, queue};
    return settings;
  }

  DiskBlobStore blobs_;
  JobChanges changes_;
  GuardedFetcher fetcher_;
  ModelNames names_{{StandInEngine::kModel}, StandInEngine::kModel, {}};
  SafetyPolicy safety_ = SafetyPolicy::built_in();
  SignedUrls urls_{"a secret of a benchmark, which signs addresses that nobody opens"};
  ImageService service_;
  Metrics metrics_;
  Router router_;
  std::optional<HttpServer> server_;
  Worker worker_;
  std::thread listening_;
};

// Waits for all replies; when the last one was whole.
Clock::time_point receive_all(std::vector<LoopbackClient>& clients) {
  std::vector<pollfd> open;
  for (const LoopbackClient& client : clients) open.push_back({client.socket(), POLLIN, 0});
  std::size_t left = clients.size();
  while (left > 0) {
    constexpr int kPatienceMs = 60'000;
    if (poll(open.data(), open.size(), kPatienceMs) <= 0) {
      throw Error(ErrorCode::Internal, std::to_string(left) + " clients had no answer in a minute");
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].revents == 0 || !clients[i].receive()) continue;
      open[i].fd = -1;  // poll() passes it over
      open[i].revents = 0;
      --left;
    }
  }
  return Clock::now();
}

// `shares_job`: all wait for one job, by one idempotency key.
void measure_waiting(BenchedServer& server, const Settings& settings, bool shares_job) {
  server.engine.draw_for(Clock::duration{0});
  server.engine.hold(true);
  const double before = resident_mib();
  const auto begun = Clock::now();
  std::vector<LoopbackClient> clients;
  for (int i = 0; i < settings.clients; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(kPath, body_of(shares_job ? 0 : i),
                        shares_job ? "Idempotency-Key: one for all\r\n" : "");
  }
  // With one job for all there is nothing to count: by now all requests are sent, soon they are taken.
  const int64_t jobs = shares_job ? 1 : settings.clients;
  while (server.store.count_in(JobState::Queued) + server.store.count_in(JobState::Running) < jobs) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const double accepted_ms = ms(Clock::now() - begun);
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const double waiting = resident_mib();
  server.engine.hold(false);
  const auto released = Clock::now();
  const auto last_answer = receive_all(clients);
  const auto drawn = server.engine.spans();
  if (std::cmp_not_equal(drawn.size(), jobs)) {
    throw Error(ErrorCode::Internal,
                "expected " + std::to_string(jobs) + " pictures, drew " + std::to_string(drawn.size()));
  }
  std::printf(
      "waiting    %d clients for %s: all accepted in %.0f ms, memory %.1f MiB before, %.1f waiting, %.1f "
      "after\n",
      settings.clients, shares_job ? "one job" : "a job each", accepted_ms, before, waiting, resident_mib());
  std::printf(
      "           last answer %.1f ms after the last picture was drawn, %.0f ms after the first was begun\n",
      ms(last_answer - drawn.back().end), ms(last_answer - released));
}

struct Waited {
  Clock::time_point begin, end;
};

std::vector<Waited> ask_in_turn(BenchedServer& server, std::atomic<int>& left) {
  LoopbackClient client(server.port());
  std::vector<Waited> waited;
  for (int number = left--; number > 0; number = left--) {
    const auto begin = Clock::now();
    client.send(kPath, body_of(1'000'000 + number));
    while (!client.receive()) {
    }
    waited.push_back({begin, Clock::now()});
  }
  return waited;
}

Clock::duration drawn_during(const Waited& waited, const std::vector<StandInEngine::Span>& spans) {
  Clock::duration drawn{0};
  for (const auto& span : spans) {
    const auto begin = std::max(span.begin, waited.begin), end = std::min(span.end, waited.end);
    if (end > begin) drawn += end - begin;
  }
  return drawn;
}

void measure_added(BenchedServer& server, const Settings& settings, int concurrency) {
  server.engine.draw_for(std::chrono::milliseconds(settings.draw_ms));
  std::atomic<int> left{settings.requests};
  std::vector<std::future<std::vector<Waited>>> clients;
  for (int i = 0; i < concurrency; ++i) {
    clients.push_back(std::async(std::launch::async, [&] { return ask_in_turn(server, left); }));
  }
  std::vector<Waited> waited;
  for (auto& client : clients) {
    for (const Waited& one : client.get()) waited.push_back(one);
  }

  const auto spans = server.engine.spans();
  std::vector<double> added;
  for (const Waited& one : waited) added.push_back(ms(one.end - one.begin - drawn_during(one, spans)));
  std::sort(added.begin(), added.end());
  const auto at = [&](double share) {
    return added[std::min(added.size() - 1,
                          static_cast<std::size_t>(share * static_cast<double>(added.size())))];
  };
  std::printf(
      "added      %d at once, %zu requests, %d ms a picture: p50 %.2f ms, p90 %.2f, p99 %.2f, most %.2f\n",
      concurrency, added.size(), settings.draw_ms, at(0.5), at(0.9), at(0.99), added.back());
}

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

// How long 4 KiB take to the disk: median and most of a hundred.
std::pair<double, double> sync_ms(const std::filesystem::path& folder) {
  const int file = open((folder / "sync").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw Error(ErrorCode::WriteFailed, folder.string(), "--data");
  const std::string bytes(4096, 'x');
  std::vector<double> taken(100);
  for (double& one : taken) {
    const auto begun = Clock::now();
    if (write(file, bytes.data(), bytes.size()) < 0 || fsync(file) != 0) {
      throw Error(ErrorCode::WriteFailed, folder.string(), "--data");
    }
    one = ms(Clock::now() - begun);
  }
  close(file);
  std::sort(taken.begin(), taken.end());
  return {taken[taken.size() / 2], taken.back()};
}

void run(const Settings& settings) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0)
    throw Error(ErrorCode::Internal, "cannot raise the limit on files");

  const TemporaryFolder folder(settings.data);
  std::printf("machine    %s, %u cores\n", processor_name().c_str(), std::thread::hardware_concurrency());
  std::printf("settings   %d clients, %d requests, data in %s\n", settings.clients, settings.requests,
              settings.data.c_str());
  const auto [sync_median, sync_most] = sync_ms(folder.path());
  std::printf("disk       4 KiB written and synced in %.2f ms, at most %.2f\n", sync_median, sync_most);
  constexpr int kAtOnce = 4;
  BenchedServer server(folder.path(), std::max(settings.clients, kAtOnce));
  measure_waiting(server, settings, false);  // first: it also makes the folders that files are spread over
  measure_waiting(server, settings, true);
  measure_added(server, settings, 1);
  measure_added(server, settings, kAtOnce);
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  reverie::Settings settings;
  settings.data = std::filesystem::temp_directory_path();
  CLI::App app("What the server costs beside the model");
  app.add_option("--clients", settings.clients, "That wait at once")
      ->check(CLI::Range(1, 9'000))
      ->capture_default_str();
  app.add_option("--requests", settings.requests, "Of each latency")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--draw-ms", settings.draw_ms, "Time of a picture")
      ->check(CLI::Range(0, 1'000))
      ->capture_default_str();
  app.add_option("--data", settings.data, "Where the database and the files go meanwhile")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    reverie::run(settings);
  } catch (const std::exception& e) {
    std::cerr << "server_latency: " << e.what() << "\n";
    return 1;
  }
  return 0;
}
