// server/image_service.h
//
// What every dialect does once it has understood a request: who asks, is it allowed, does the model do it,
// and into the queue. A dialect calls it; it calls no dialect.
//
//   authenticate    whose key is this
//   admit           Draft -> Job: model, prompt, size, references, policy, limits, credits, queue
//   find / list / cancel     a caller's own jobs
//   picture_url / picture_bytes    what was drawn
//
// Used by   server/dialects/*, server/own_api
// Proven by tests/server/routes_test.cpp, tests/server/dialects/
#pragma once

#include <functional>
#include <memory>

#include "jobs/blob_store.h"
#include "jobs/engine.h"
#include "jobs/job_changes.h"
#include "jobs/job_store.h"
#include "server/draft.h"
#include "server/http.h"
#include "server/job_estimates.h"
#include "server/model_names.h"
#include "server/rate_limiter.h"
#include "server/safety_policy.h"
#include "server/signed_urls.h"

namespace reverie {

class GuardedFetcher;
class ModelPulls;

struct ServiceSettings {
  bool needs_keys = true;
  QueueLimits queue;
  int64_t credits_per_generation = 4;
  std::map<std::string, int64_t> credits_by_model;  // "mini" or "mini/4096x4096" -> of one generation
  std::chrono::seconds url_lifetime{24 * 3600};     // from a picture's end on
  // Until they are deleted: then addresses live so long from when they are made.
  bool are_pictures_kept = false;
  std::chrono::seconds upload_lifetime{2 * 3600};
  std::string webhook_secret;              // "whsec_...": signs Replicate's webhooks
  bool is_cloudflare_plain = false;        // the documented envelope alone, without our additions
  bool is_ark_partial_failed_sent = true;  // false: stream readers that raise on it are spared
  ModelPulls* pulls = nullptr;             // fetches models; null: there is no folder for them
  Time started = now();
};

// Whoever holds the key of a request.
struct Caller {
  Account account;
  bool is_admin() const { return account.may(kScopeAdmin); }
};

// Where a picture can be fetched without a key, for a while: whole, and small (server/thumbnails.h).
struct PictureAddress {
  std::string url;
  std::string thumbnail_url;
};

class ImageService {
 public:
  ImageService(JobStore& jobs, BlobStore& blobs, JobChanges& changes, Engine& engine, GuardedFetcher& fetcher,
               const ModelNames& models, const SafetyPolicy& safety, const SignedUrls& urls,
               ServiceSettings settings);

  // The key is taken from whichever header holds one: Authorization (Bearer, Token, Key, Basic is not taken),
  // X-API-Key, X-Auth-Key. Throws Error(Unauthenticated), Error(Forbidden) without the scope "generate".
  Caller authenticate(const HttpRequest& request) const;

  struct Origin {
    std::string dialect;
    Json echo;  // what the dialect shows again; null if nothing
  };

  // Checks everything and queues the job; the idempotency key is read from the request's headers
  // (Idempotency-Key). Throws Error with the field in the dialect's spelling: InvalidRequest, NotFound
  // (model), Refused (policy), Unreachable (a reference), Busy,
  // OutOfCredits, Conflict, TooLarge.
  Job admit(const Caller& caller, const HttpRequest& request, Draft draft, const Origin& origin);

  // The same, but each of draft.runs is a job of its own, with a seed one above the last; all are queued, or
  // none.
  std::vector<Job> admit_each(const Caller& caller, const HttpRequest& request, Draft draft,
                              const Origin& origin);

  // Keeps draft.runs jobs that have failed already, where a dialect takes requests before it looks at them
  // closely (Oxen's queue). Only what such a dialect checks at once is checked: model, rate, queue,
  // idempotency key and the credits of pictures of the usual size. Throws Error: NotFound (model), Busy,
  // OutOfCredits, Conflict, InvalidRequest (the key).
  std::vector<Job> admit_each_failed(const Caller& caller, const HttpRequest& request, const Draft& draft,
                                     const Origin& origin, const Error& failure);

  // Throws Error(NotFound, "id") for a job that is unknown, or is another account's.
  JobView find(const Caller& caller, const std::string& id) const;
  std::vector<Job> list(const Caller& caller, JobFilter filter) const;
  Job cancel(const Caller& caller, const std::string& id);
  // From its next picture on the job's progress holds previews, if it is not over.
  void ask_for_previews(const Job& job);
  // The same of all the caller's jobs, as long as the result lives.
  [[nodiscard]] std::shared_ptr<void> ask_for_previews_of(const Caller& caller);
  // The same task once more, with `seed` or a seed that is drawn. Throws as admit() for limits and credits.
  Job regenerate(const Caller& caller, const std::string& id, std::optional<int64_t> seed,
                 const std::string& dialect);

  // With its pictures, which nobody can fetch any more. Throws Error(NotFound), Error(Conflict) while it is
  // queued or running.
  void remove(const Caller& caller, const std::string& id);
  // A job of the store, with how far it is.
  JobView view_of(const Job& job) const { return {job, changes_.progress(job.id)}; }
  JobEstimates estimates() const { return {jobs_, changes_}; }

  // A URL under which the picture can be fetched without a key until it expires.
  std::string picture_url(const HttpRequest& request, const JobImage& image) const;
  std::string picture_url(const std::string& base_url, const JobImage& image) const;
  PictureAddress picture_address(const HttpRequest& request, const JobImage& image) const;
  // Of a job's references that are still kept, in order.
  std::vector<PictureAddress> reference_addresses(const HttpRequest& request, const Job& job) const;
  std::string picture_bytes(const JobImage& image) const;
  std::string picture_base64(const JobImage& image) const;
  std::string picture_data_uri(const JobImage& image) const;

  // Keeps an uploaded file (a picture; anything else is refused) for `upload_lifetime`.
  // With an `id` it gets that one; throws Error(Conflict) if it is taken.
  Upload keep_upload(const Caller& caller, std::string_view bytes, const std::string& file_name,
                     const std::string& field, const std::string& id = "");
  // Throws Error(NotFound, ..., field) for a file that is unknown, expired or another account's.
  Upload find_upload(const Caller& caller, const std::string& id, const std::string& field = "id") const;
  bool remove_upload(const Caller& caller, const std::string& id);
  std::string upload_url(const HttpRequest& request, const Upload& upload) const;
  PictureAddress upload_address(const HttpRequest& request, const Upload& upload) const;

  // Permission to send one file later, to be kept as `id`, for clients that upload without a key to an
  // address they were given: the query of that address, good for `upload_lifetime`.
  std::string upload_ticket(const Caller& caller, const std::string& id) const;
  // Who was given the ticket in the request's query. Throws Error(Forbidden) if it is not ours or too old.
  Caller caller_of_ticket(const HttpRequest& request, const std::string& id) const;

  int64_t credits_for(const ImageTask& task) const;

  const ModelNames& models() const { return models_; }
  const ServiceSettings& settings() const { return settings_; }
  JobStore& jobs() { return jobs_; }
  Engine& engine() { return engine_; }

 private:
  struct Reference {
    std::string blob;
    PixelSize size;
  };
  Reference take_reference(const Caller& caller, const HttpRequest& request, const ReferenceSource& source,
                           const std::string& field, const std::string& name);
  void take_turn(const Caller& caller) const;
  // Checks everything and takes the references in.
  ImageTask task_of(const Caller& caller, const HttpRequest& request, Draft draft);
  std::vector<Job> submit(const Caller& caller, const HttpRequest& request, const Draft& draft,
                          const Origin& origin, const std::vector<ImageTask>& tasks,
                          const std::optional<StoredError>& failure = std::nullopt);
  std::vector<Job> enqueue(const Caller& caller, std::vector<Submission> submissions);
  Time address_end(Time made) const;
  PictureAddress address_of(const HttpRequest& request, const std::string& file, Time expires) const;
  // The blob behind an address of our own. Throws Error(InvalidRequest, ..., field).
  std::string own_blob(const Caller& caller, const std::string& path, const std::string& field) const;

  JobStore& jobs_;
  BlobStore& blobs_;
  JobChanges& changes_;
  Engine& engine_;
  GuardedFetcher& fetcher_;
  const ModelNames& models_;
  const SafetyPolicy& safety_;
  const SignedUrls& urls_;
  ServiceSettings settings_;
  mutable RateLimiter limiter_;
};

}  // namespace reverie
