// tests/server/dialects/dialect_fixture.h
//
// A whole server without sockets, for the dialects' tests: real database and blobs in a folder of its own, a
// real worker, an engine that draws quickly (support/quick_engine.h). Requests go through a real Router.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "intake/guarded_fetch.h"
#include "intake/secrets.h"
#include "jobs/sqlite_store.h"
#include "jobs/worker.h"
#include "server/image_service.h"
#include "server/router.h"
#include "support/quick_engine.h"

namespace reverie {

class DialectFixture : public ::testing::Test {
 protected:
  using DialectHandler = Answer (*)(ImageService&, const HttpRequest&, const PathValues&);

  explicit DialectFixture(ServiceSettings settings = {})
      : folder_(make_folder()),
        store(folder_ / "reverie.db"),
        blobs(folder_ / "blobs"),
        models({"mini"}, "mini", {}),
        service(store, blobs, changes, engine, fetcher, models, safety, urls, std::move(settings)),
        worker_(store, blobs, changes, engine,
                {[this](const std::string& prompt) { return safety.refusing_rule(prompt); },
                 [](const std::string&) {}}) {
    key = make_key("tester");
    worker_.start();
  }

  ~DialectFixture() override {
    worker_.stop();
    std::filesystem::remove_all(folder_);
  }

  const std::filesystem::path& folder() const { return folder_; }

  // A new account's secret.
  std::string make_key(const std::string& name, std::optional<int64_t> credits = std::nullopt,
                       std::vector<std::string> scopes = {kScopeGenerate}) {
    const std::string secret = "afk_" + random_token(32);
    Account account;
    account.id = name;
    account.name = name;
    account.prefix = secret.substr(0, 8);
    account.scopes = std::move(scopes);
    account.credits = credits;
    account.created = now();
    store.add_account(account, sha256_hex(secret));
    return secret;
  }

  void add_route(const std::string& method, const std::string& pattern, DialectHandler handler,
                 HttpResponse (*error_reply)(const HttpRequest&, const Error&)) {
    router.add({method, pattern,
                [this, handler](const HttpRequest& request, const PathValues& values) {
                  return handler(service, request, values);
                },
                error_reply});
  }

  // `target` is the path with its query. The key is sent as a bearer token unless `headers` has one of its
  // own.
  HttpRequest request_of(const std::string& method, const std::string& target, const std::string& body,
                         Headers headers) const {
    HttpRequest request;
    request.method = method;
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string::npos) request.query = target.substr(mark + 1);
    request.body = body;
    request.client_address = "127.0.0.1";
    request.id = "00000000000000000000000000000001";
    request.base_url = "http://reverie.test";
    bool has_key = false;
    for (const auto& [name, value] : headers) {
      has_key = has_key || name == "Authorization" || name == "authorization" || name == "X-API-Key" ||
                name == "x-api-key" || name == "X-Auth-Key";
    }
    if (!has_key) headers.emplace_back("Authorization", "Bearer " + key);
    request.headers = std::move(headers);
    return request;
  }

  // The final reply: of a WaitForJob, the one to the finished job (or to the job as it is at the limit, if
  // `limit_passes`); of an EventStream, all its text as the body.
  HttpResponse call(const std::string& method, const std::string& target, const std::string& body = "",
                    Headers headers = {}, bool limit_passes = false) {
    const HttpRequest request = request_of(method, target, body, std::move(headers));
    Answer answer = router.handle(
        request, [this](const HttpRequest&, const std::string& what) { internal_errors.push_back(what); });
    try {
      if (auto* wait = std::get_if<WaitForJob>(&answer)) {
        if (!(limit_passes && wait->limit)) finish(wait->job_id);
        return wait->reply(view_of(wait->job_id));
      }
      if (auto* stream = std::get_if<EventStream>(&answer)) return drain(*stream);
    } catch (const Error& e) {
      return router.error_response(request, e);
    }
    return std::get<HttpResponse>(answer);
  }

  Json call_json(const std::string& method, const std::string& target, const Json& body = {},
                 Headers headers = {}, int expected_status = 200) {
    const HttpResponse response = call(method, target, body.is_null() ? "" : body.dump(), std::move(headers));
    EXPECT_EQ(response.status, expected_status) << response.body;
    return Json::parse(response.body, nullptr, false);
  }

  JobView view_of(const std::string& id) { return {store.find(id).value(), changes.progress(id)}; }

  // Waits until the job is over. Fails the test after ten seconds.
  Job finish(const std::string& id) {
    std::mutex mutex;
    const auto woken = std::make_shared<std::condition_variable>();
    const auto subscription = changes.subscribe(id, "", [woken](const std::string&) { woken->notify_all(); });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      Job job = store.find(id).value();
      if (is_final(job.state)) return job;
      std::unique_lock lock(mutex);
      woken->wait_for(lock, std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "job " << id << " did not end";
    return store.find(id).value();
  }

  // The newest job of all accounts.
  Job newest() {
    JobFilter filter;
    filter.limit = 1;
    return store.list(filter).at(0);
  }

 private:
  static std::filesystem::path make_folder() {
    std::string path = (std::filesystem::temp_directory_path() / "reverie-dialect-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw Error(ErrorCode::WriteFailed, path);
    return path;
  }

  HttpResponse drain(EventStream& stream) {
    HttpResponse response;
    response.headers = stream.headers;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      const EventStream::Step step = stream.on_change(view_of(stream.job_id));
      response.body += step.text;
      if (step.is_last) return response;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ADD_FAILURE() << "the stream did not end";
    return response;
  }

  std::filesystem::path folder_;

 protected:
  std::string key;  // of the account "tester"
  SqliteStore store;
  DiskBlobStore blobs;
  JobChanges changes;
  QuickEngine engine;
  GuardedFetcher fetcher;
  ModelNames models;
  SafetyPolicy safety = SafetyPolicy::built_in();
  SignedUrls urls{"a secret that is long enough for the tests of addresses, truly so"};
  ImageService service;
  Router router;
  std::vector<std::string> internal_errors;

 private:
  Worker worker_;
};

}  // namespace reverie
