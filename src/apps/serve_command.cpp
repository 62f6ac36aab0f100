// apps/serve_command.cpp
//
// `reverie serve`: opens the data folder, starts the worker, the webhook sender and the HTTP server, and
// stops them in good order. docs/operations.md is its manual.

#include <pthread.h>
#include <sys/resource.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <thread>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "core/error.h"
#include "core/file.h"
#include "engine/pipeline_engine.h"
#include "hub/pull.h"
#include "intake/guarded_fetch.h"
#include "intake/webhook_signature.h"
#include "jobs/deadline_watch.h"
#include "jobs/sqlite_store.h"
#include "jobs/worker.h"
#include "server/http_server.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/model_pulls.h"
#include "server/picture_checker.h"
#include "server/retention.h"
#include "server/routes.h"
#include "server/secret_file.h"
#include "server/webhook_sender.h"

namespace reverie {
namespace {

struct ServeOptions {
  EngineOptions engine;
  HubOptions hub;
  std::string listen = "127.0.0.1:8080";
  std::string data = "reverie-data";
  std::string public_url;
  std::string certificate, private_key;
  std::string keys = "auto";
  std::string safety_policy;
  std::string picture_check;
  std::string workbench;
  std::vector<std::string> aliases;
  std::vector<std::string> allowed_addresses;
  std::vector<std::string> allowed_origins;
  int64_t queue_length = 200;
  int64_t unfinished_per_key = 50;
  int64_t credits = 4;
  int64_t keep_hours = 24;
  int64_t max_body_mib = 128;
  bool is_cloudflare_plain = false;
  bool hides_ark_failures = false;
  bool logs_json = false;
};

struct Address {
  std::string host;
  uint16_t port;
};

// "127.0.0.1:8080", "[::1]:8080", ":8080"
Address parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto refuse = [&]() -> Error {
    return Error(ErrorCode::InvalidRequest, "expected HOST:PORT, as 127.0.0.1:8080; got \"" + text + "\"",
                 "--listen");
  };
  if (colon == std::string::npos || colon + 1 == text.size()) throw refuse();
  const std::string digits = text.substr(colon + 1);
  if (digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos) throw refuse();
  const int64_t port = std::stoll(digits);
  constexpr int64_t kLastPort = 65535;
  if (port > kLastPort) throw refuse();
  std::string host = text.substr(0, colon);
  if (host.starts_with("[") && host.ends_with("]")) host = host.substr(1, host.size() - 2);
  return {host.empty() ? "127.0.0.1" : host, static_cast<uint16_t>(port)};
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

// Whether clients need keys. Beyond loopback they do, unless the operator says otherwise in so many words.
bool needs_keys(const ServeOptions& options, const std::string& host, JobStore& store) {
  if (options.keys == "required") return true;
  if (options.keys == "none-i-know-what-i-do") return false;
  if (is_loopback(host)) return false;
  if (store.accounts().size() <= 1) {  // only the local account
    throw Error(ErrorCode::InvalidRequest,
                "listening on " + host +
                    " lets others in, and there are no keys; make one with `reverie keys create "
                    "--data " +
                    options.data + "`, or say --keys none-i-know-what-i-do",
                "--listen");
  }
  return true;
}

std::map<std::string, std::string> parse_aliases(const std::vector<std::string>& aliases) {
  std::map<std::string, std::string> parsed;
  for (const std::string& alias : aliases) {
    const std::size_t mark = alias.find('=');
    if (mark == std::string::npos || mark == 0 || mark + 1 == alias.size()) {
      throw Error(ErrorCode::InvalidRequest, "expected ID=MODEL, got \"" + alias + "\"", "--alias");
    }
    parsed[alias.substr(0, mark)] = alias.substr(mark + 1);
  }
  return parsed;
}

std::vector<std::string> installed_names(const ModelLibrary& library) {
  std::vector<std::string> names;
  for (const InstalledModel& model : library.installed()) names.push_back(model.name);
  return names;
}

// Into the first models folder; null if none is known.
std::unique_ptr<ModelPulls> pulls_into(const ModelLibrary& library, const HubOptions& hub,
                                       ModelPulls::OnInstalled on_installed) {
  if (library.roots().empty()) return nullptr;
  const auto fetch = [hub, root = library.roots().front()](const std::string& name, const PullHooks& hooks) {
    pull(hub, name, root, hooks);
  };
  return std::make_unique<ModelPulls>(fetch, std::move(on_installed));
}

void print_welcome(const ServeOptions& options, const std::string& base_url, bool has_keys) {
  std::cout << "Reverie listens on " << base_url << "\n"
            << "Keys: " << (has_keys ? "needed (reverie keys create)" : "not needed") << "\n"
            << "Model: " << options.engine.model << "\n"
            << "Open it in a browser, or try:\n  curl " << base_url << "/v1/images/generations"
            << (has_keys ? " -H \"Authorization: Bearer $REVERIE_KEY\"" : "")
            << " -H 'Content-Type: application/json' \\\n    -d '{\"model\": \"" << options.engine.model
            << "\", \"prompt\": \"a red car on a beach at sunset\", \"size\": \"1K\", \"response_format\": "
               "\"url\"}'"
            << std::endl;
}

// Each client that waits holds a file descriptor, and many systems begin with 1,024.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) log(LogLevel::Warning, "the limit on open files stays as it is");
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

void serve(const ServeOptions& options) {
  const Address address = parse_address(options.listen);
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread: only the waiting one takes them
  start_log(options.logs_json);
  raise_file_limit();
  use_threads(options.engine.threads);

  const std::filesystem::path data = options.data;
  create_folder(data, "--data");
  SqliteStore store(data / "reverie.db");
  DiskBlobStore blobs(data / "blobs");
  const int64_t taken_up = store.recover();
  const SignedUrls urls = SignedUrls::of_folder(data);
  const ModelLibrary library = model_library();
  ModelNames names(installed_names(library), options.engine.model, parse_aliases(options.aliases));
  const SafetyPolicy safety = options.safety_policy.empty() ? SafetyPolicy::built_in()
                                                            : SafetyPolicy::from_file(options.safety_policy);
  GuardedFetcher fetcher(FetchOptions{.allow = options.allowed_addresses});
  PipelineEngine engine(library, parse_device(options.engine.device));
  engine.facts(options.engine.model);  // a broken model is told now
  JobChanges changes;
  const auto pulls = pulls_into(library, options.hub, [&](const std::string& name) {
    engine.facts(name);  // a model that cannot be drawn with is told now
    names.add(name);
  });

  ServiceSettings settings;
  settings.pulls = pulls.get();
  settings.needs_keys = needs_keys(options, address.host, store);
  settings.queue = {options.queue_length, options.unfinished_per_key};
  settings.credits_per_generation = options.credits;
  settings.are_pictures_kept = options.keep_hours == 0;
  if (options.keep_hours > 0) settings.url_lifetime = std::chrono::hours(options.keep_hours);
  settings.is_cloudflare_plain = options.is_cloudflare_plain;
  settings.is_ark_partial_failed_sent = !options.hides_ark_failures;
  settings.webhook_secret = secret_of_file(data / "webhook_secret", new_webhook_secret);
  ImageService service(store, blobs, changes, engine, fetcher, names, safety, urls, settings);

  Metrics metrics(store);
  Router router;
  add_routes(router, service, blobs, urls, metrics,
             {.cors = {options.allowed_origins}, .workbench = options.workbench});
  HttpServerOptions http;
  http.host = address.host;
  http.port = address.port;
  http.certificate = options.certificate;
  http.private_key = options.private_key;
  http.public_url = options.public_url;
  const CorsRules cors{options.allowed_origins};
  http.more_headers = [cors](const HttpRequest& request) { return cors_headers(cors, request); };
  http.max_body_bytes = static_cast<std::size_t>(options.max_body_mib) << 20;
  HttpServer server(
      http, router, store, changes, blobs,
      [&](const AccessRecord& record) {
        metrics.add_request(record);
        log_request(record);
      },
      [](const HttpRequest& request, const std::string& what) {
        log(LogLevel::Error, "internal id=" + request.id + " " + what);
      });

  const std::string scheme = options.certificate.empty() ? "http://" : "https://";
  const std::string host =
      address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
  const std::string base_url =
      options.public_url.empty() ? scheme + host + ":" + std::to_string(server.port()) : options.public_url;
  Worker::Hooks hooks{[&](const std::string& prompt) { return safety.refusing_rule(prompt); },
                      [](const std::string& line) { log(LogLevel::Warning, line); }};
  if (!options.picture_check.empty()) {
    hooks.picture_refusal = [checker = PictureChecker(options.picture_check)](const std::string& file) {
      return checker.refusing_rule(file);
    };
  }
  Worker worker(store, blobs, changes, engine, std::move(hooks));
  WebhookSender webhooks(
      store, changes, fetcher,
      [&](const Job& job, const DueDelivery& delivery) {
        return webhook_message(service, job, delivery, base_url);
      },
      [](const std::string& line) { log(LogLevel::Warning, line); });
  Retention retention(store, blobs, std::chrono::hours(options.keep_hours),
                      [](const std::string& line) { log(LogLevel::Info, line); });
  DeadlineWatch deadlines(store, changes, [](const std::string& line) { log(LogLevel::Warning, line); });

  std::thread listening([&] { server.run(); });
  worker.start();
  webhooks.start();
  retention.start();
  deadlines.start();
  if (taken_up > 0) {
    log(LogLevel::Info, std::to_string(taken_up) + " unfinished jobs of an earlier run are taken up again");
  }
  print_welcome(options, base_url, settings.needs_keys);

  int signal = 0;
  sigwait(&signals, &signal);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // a second Ctrl-C ends the program at once
  log(LogLevel::Info, "stopping: answers under way are finished, jobs stay queued");
  server.stop();
  worker.stop();
  webhooks.stop();
  retention.stop();
  listening.join();
}

}  // namespace

void add_serve_command(CLI::App& app) {
  const auto options = std::make_shared<ServeOptions>();
  ServeOptions& o = *options;
  CLI::App* command = app.add_subcommand("serve", "Serve the API: eight vendors' dialects and our own");
  command->set_config("--config", "",
                      "Read options from this file (TOML or INI; names as here, without dashes)");
  command->add_option("--listen", o.listen, "HOST:PORT; port 0 takes a free one")
      ->envname("REVERIE_LISTEN")
      ->capture_default_str();
  command->add_option("--data", o.data, "Folder of the database and the pictures; made if it is not there")
      ->envname("REVERIE_DATA")
      ->capture_default_str();
  add_engine_options(*command, o.engine);
  command->add_option("--keys", o.keys, "auto: needed beyond loopback; required; none-i-know-what-i-do")
      ->check(CLI::IsMember({"auto", "required", "none-i-know-what-i-do"}))
      ->envname("REVERIE_KEYS")
      ->capture_default_str();
  command
      ->add_option("--public-url", o.public_url, "What clients reach the server as; else their Host header")
      ->envname("REVERIE_PUBLIC_URL");
  command->add_option("--certificate", o.certificate, "PEM file: serve TLS, together with --private-key")
      ->envname("REVERIE_CERTIFICATE");
  command->add_option("--private-key", o.private_key, "PEM file")->envname("REVERIE_PRIVATE_KEY");
  command
      ->add_option("--alias", o.aliases, "ID=MODEL: one more name for an installed model; repeat for several")
      ->allow_extra_args(false);
  command
      ->add_option("--safety-policy", o.safety_policy, "JSON file of rules; the built-in ones when left out")
      ->envname("REVERIE_SAFETY_POLICY");
  command
      ->add_option("--picture-check", o.picture_check,
                   "A program that gets each picture on stdin and ends with 0, or 1 to refuse it")
      ->envname("REVERIE_PICTURE_CHECK");
  command
      ->add_option(
          "--allow-address", o.allowed_addresses,
          "Network (10.0.0.0/8) or HOST:PORT that references and webhooks may reach though it is private")
      ->allow_extra_args(false);
  command
      ->add_option("--allow-origin", o.allowed_origins, "Origin of a web page that may call the API (CORS)")
      ->allow_extra_args(false);
  command->add_option("--queue-length", o.queue_length, "Jobs that may wait; more are answered 429")
      ->check(CLI::Range(1, 1'000'000))
      ->envname("REVERIE_QUEUE_LENGTH")
      ->capture_default_str();
  command->add_option("--unfinished-per-key", o.unfinished_per_key, "Jobs of one key that may wait or run")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--credits", o.credits, "Credits of one generation, for keys that have a balance")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command
      ->add_option("--keep-hours", o.keep_hours,
                   "Pictures are kept, and their addresses work, for so long; 0: until they are deleted")
      ->check(CLI::Range(0, 87'600))
      ->envname("REVERIE_KEEP_HOURS")
      ->capture_default_str();
  command->add_option("--max-body-mib", o.max_body_mib, "Largest request body, in MiB")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  command->add_option("--hub", o.hub.base_url, "Where models are pulled from by an administrator")
      ->envname("REVERIE_HUB")
      ->capture_default_str();
  command->add_option("--hub-token", o.hub.token, "Access token of the hub, for models that need one")
      ->envname("REVERIE_HUB_TOKEN");
  command->add_option("--workbench", o.workbench, "Folder of the page at /, instead of the one built in")
      ->envname("REVERIE_WORKBENCH");
  command->add_flag("--cloudflare-plain", o.is_cloudflare_plain,
                    "Cloudflare's documented envelope, nothing beside it");
  command->add_flag("--hide-ark-failures", o.hides_ark_failures,
                    "Leave failed pictures out of Ark's streams: its SDKs raise at them");
  command->add_flag("--log-json", o.logs_json, "One JSON object a line on stderr");
  command->callback([options] { serve(*options); });
}

}  // namespace reverie
