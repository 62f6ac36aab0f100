#include "server/image_service.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/printable.h"
#include "image/read_image.h"
#include "image/sniff.h"
#include "intake/base64.h"
#include "intake/data_uri.h"
#include "intake/guarded_fetch.h"
#include "intake/secrets.h"
#include "server/busy_error.h"

namespace reverie {
namespace {

constexpr int64_t kMostPictures = 15;
constexpr std::size_t kMostPromptBytes = 32'000;
constexpr std::size_t kMostIdempotencyKey = 255;

[[noreturn]] void refuse(const std::string& field, const std::string& why) {
  throw Error(ErrorCode::InvalidRequest, field + ": " + why, field);
}

// The secret in whichever header a client of one of the services puts it; empty if there is none.
std::string secret_in(const HttpRequest& request) {
  for (const char* name : {"x-api-key", "x-auth-key"}) {
    if (const std::string_view value = request.header(name); !value.empty()) return std::string(value);
  }
  const std::string_view value = request.header("authorization");
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return {};
  std::string scheme(value.substr(0, space));
  for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (scheme != "bearer" && scheme != "token" && scheme != "key") return {};
  const std::size_t begin = value.find_first_not_of(' ', space);
  return begin == std::string_view::npos ? std::string() : std::string(value.substr(begin));
}

uint64_t draw_seed() {
  std::random_device device;
  return device() & 0x7fffffff;  // within what every API can carry
}

bool is_blank(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isspace(static_cast<unsigned char>(c)); });
}

void check_prompt(const Draft& draft) {
  if (is_blank(draft.prompt)) refuse(draft.names.prompt, "expected a text, got an empty one");
  if (draft.prompt.size() > kMostPromptBytes) {
    throw Error(
        ErrorCode::InvalidRequest,
        draft.names.prompt + ": expected at most 32000 bytes, got " + std::to_string(draft.prompt.size()),
        draft.names.prompt);
  }
}

void check_idempotency_key(const HttpRequest& request) {
  const std::size_t size = request.header("idempotency-key").size();
  if (size > kMostIdempotencyKey) {
    refuse("Idempotency-Key", "expected at most 255 characters, got " + std::to_string(size));
  }
}

bool is_custom(const Draft& draft) {
  return draft.width_px || draft.height_px || (draft.size && *draft.size == "custom");
}

std::string tiers_of(const FamilyLimits& limits) {
  std::string words;
  for (const SizeTier tier : limits.tiers) words += std::string(tier_name(tier)) + ", ";
  return words;
}

// fal's presets lie below the smallest picture of the models: the same ratio at that area, in steps of 16.
PixelSize enlarged_to(PixelSize size, int64_t min_pixels) {
  if (size.pixels() >= min_pixels) return size;
  const double scale = std::sqrt(static_cast<double>(min_pixels) / static_cast<double>(size.pixels()));
  const auto side = [&](int64_t px) {
    return static_cast<int64_t>(std::ceil(static_cast<double>(px) * scale / kSideMultiplePx)) *
           kSideMultiplePx;
  };
  return {side(size.width_px), side(size.height_px)};
}

// Before references are looked at: what the family has.
void check_size_words(const Draft& draft, const FamilyLimits& limits) {
  if (!draft.size || is_custom(draft)) return;
  const RequestedSize size = parse_size(*draft.size, draft.names.size);
  if (const auto* tier = std::get_if<SizeTier>(&size)) {
    if (std::find(limits.tiers.begin(), limits.tiers.end(), *tier) != limits.tiers.end()) return;
    refuse(draft.names.size,
           "expected one of " + tiers_of(limits) + "or WIDTHxHEIGHT; got \"" + printable(*draft.size) + "\"");
  }
  const PixelSize exact = std::get<PixelSize>(size);
  if (!draft.may_be_smaller && exact.pixels() < limits.min_pixels) {
    refuse(draft.names.size, "image size must be at least " + std::to_string(limits.min_pixels) +
                                 " pixels, got " + to_string(exact));
  }
}

PixelSize size_of(const Draft& draft, const FamilyLimits& limits, std::optional<PixelSize> first_reference) {
  const FieldNames& names = draft.names;
  if (is_custom(draft)) {
    constexpr int64_t kUsualSide = 2048;
    PixelSize size{draft.width_px.value_or(kUsualSide), draft.height_px.value_or(kUsualSide)};
    if (draft.may_be_smaller) size = enlarged_to(size, limits.min_pixels);
    check_exact_size(size, draft.width_px ? names.width : names.size);
    return size;
  }
  SizeRequest request;
  if (draft.size) request.size = parse_size(*draft.size, names.size);
  const bool is_tier = !request.size || std::holds_alternative<SizeTier>(*request.size);
  if (draft.aspect_ratio && is_tier) {
    request.aspect_ratio = parse_aspect_ratio(*draft.aspect_ratio, names.aspect_ratio);
  }
  return resolve_size(request, first_reference);
}

// "https://host/v1/files/abc?x" below our own address -> "/v1/files/abc?x"; nothing if it is elsewhere.
std::optional<std::string> own_path(const HttpRequest& request, const std::string& url) {
  const std::string base = request.base_url + "/";
  if (!url.starts_with(base)) return std::nullopt;
  return url.substr(base.size() - 1);
}

// What a ticket signs. No picture has such a name, so no address of a picture is a ticket.
std::string ticket_file(const std::string& id, const std::string& account) {
  return "upload/" + id + "/" + account;
}

std::string file_name_of(const JobImage& image) {
  return image.blob + "." + std::string(picture_format_name(image.format));
}

// "image/png" -> ".png"
std::string ending_of(std::string_view mime) {
  return "." + std::string(mime.substr(mime.find('/') + 1));
}

// Of any scheme: what may not be asked is refused as an address. Base64 has no colon, a data URI is none.
bool is_address(const std::string& text) {
  return !text.starts_with("data:") && text.find("://") != std::string::npos;
}

}  // namespace

ImageService::ImageService(JobStore& jobs, BlobStore& blobs, JobChanges& changes, Engine& engine,
                           GuardedFetcher& fetcher, const ModelNames& models, const SafetyPolicy& safety,
                           const SignedUrls& urls, ServiceSettings settings)
    : jobs_(jobs),
      blobs_(blobs),
      changes_(changes),
      engine_(engine),
      fetcher_(fetcher),
      models_(models),
      safety_(safety),
      urls_(urls),
      settings_(std::move(settings)) {}

Caller ImageService::authenticate(const HttpRequest& request) const {
  const std::string secret = secret_in(request);
  if (!settings_.needs_keys) {
    // A key that is known still names its account, so that one machine can try both.
    if (!secret.empty()) {
      if (auto account = jobs_.find_account(sha256_hex(secret))) return {*account};
    }
    auto local = jobs_.account(kLocalAccount);
    if (!local) throw Error(ErrorCode::Internal, "image_service: the local account is missing");
    return {*local};
  }
  if (secret.empty()) {
    throw Error(ErrorCode::Unauthenticated, "a key is needed: make one with `reverie keys create`",
                "authorization");
  }
  auto account = jobs_.find_account(sha256_hex(secret));
  if (!account) throw Error(ErrorCode::Unauthenticated, "this key is unknown or revoked", "authorization");
  if (!account->may(kScopeGenerate) && !account->may(kScopeAdmin)) {
    throw Error(ErrorCode::Forbidden, "this key has no scope \"generate\"", "authorization");
  }
  return {*account};
}

int64_t ImageService::credits_for(const ImageTask& task) const {
  int64_t each = settings_.credits_per_generation;
  if (const auto found = settings_.credits_by_model.find(task.model);
      found != settings_.credits_by_model.end()) {
    each = found->second;
  }
  const std::string sized = task.model + "/" + to_string(task.size);
  if (const auto found = settings_.credits_by_model.find(sized); found != settings_.credits_by_model.end()) {
    each = found->second;
  }
  return each * task.runs;
}

ImageService::Reference ImageService::take_reference(const Caller& caller, const HttpRequest& request,
                                                     const ReferenceSource& source, const std::string& field,
                                                     const std::string& name) {
  std::string bytes;
  if (source.text.empty()) {
    bytes = source.bytes;
  } else if (const auto path = own_path(request, source.text)) {
    bytes = blobs_.read(own_blob(caller, *path, field));
  } else if (is_address(source.text)) {
    bytes = fetcher_.get(source.text, field).bytes;
  } else if (const auto upload = jobs_.find_upload(source.text);
             upload && upload->account == caller.account.id) {
    bytes = blobs_.read(upload->blob);
  } else {
    bytes = read_inline_image(source.text, field).bytes;
  }
  const Image picture = decode_image(bytes, {name, field});
  return {blobs_.put(bytes), picture.size()};
}

std::string ImageService::own_blob(const Caller& caller, const std::string& path,
                                   const std::string& field) const {
  HttpRequest asked;
  const std::size_t mark = path.find('?');
  asked.path = path.substr(0, mark);
  if (mark != std::string::npos) asked.query = path.substr(mark + 1);
  const std::string last = asked.path.substr(asked.path.rfind('/') + 1);
  try {
    if (asked.path != "/files/" + last) return find_upload(caller, last, field).blob;
    urls_.check(last, asked.query_value("expires").value_or(""), asked.query_value("signature").value_or(""),
                now());
    const std::string blob = last.substr(0, last.find('.'));
    if (is_blob_name(blob) && blobs_.size(blob)) return blob;
  } catch (const Error& e) {
    refuse(field, e.what());  // whatever is wrong with the address, it is this field that must change
  }
  refuse(field, "this picture is no longer kept");
}

ImageTask ImageService::task_of(const Caller& caller, const HttpRequest& request, Draft draft) {
  const FieldNames& names = draft.names;
  const ModelName model = models_.find(draft.model, names.model);
  const FamilyLimits& limits = limits_of(model.family);
  check_prompt(draft);
  check_size_words(draft, limits);

  const auto count_references = static_cast<int64_t>(draft.references.size());
  if (count_references > limits.max_references) {
    refuse(names.references, "expected at most " + std::to_string(limits.max_references) + " pictures, got " +
                                 std::to_string(count_references));
  }
  const ModelFacts facts = engine_.facts(model.model);
  if (count_references > facts.max_references) {
    refuse(names.references,
           facts.max_references == 0
               ? "the model \"" + model.model + "\" takes no reference pictures"
               : "the model \"" + model.model + "\" takes at most " + std::to_string(facts.max_references));
  }
  const int64_t room = limits.max_pictures_and_references - count_references;
  if (draft.runs > std::min(room, kMostPictures)) {
    refuse(names.runs, "references and pictures may be " +
                           std::to_string(limits.max_pictures_and_references) + " together, got " +
                           std::to_string(count_references) + " and " + std::to_string(draft.runs));
  }
  if (!draft.is_safety_checked && !caller.account.may(kScopeUnsafe)) draft.is_safety_checked = true;
  if (draft.is_safety_checked) {
    if (const auto rule = safety_.refusing_rule(draft.prompt)) {
      throw Error(ErrorCode::Refused, "the prompt is refused by the content policy (" + *rule + ")",
                  names.prompt);
    }
  }
  if (draft.webhook) fetcher_.check(draft.webhook->url, names.webhook);
  check_idempotency_key(request);
  take_turn(caller);

  ImageTask task;
  task.model = model.model;
  task.prompt = draft.prompt;
  std::optional<PixelSize> first_reference;
  for (std::size_t i = 0; i < draft.references.size(); ++i) {
    const Reference reference = take_reference(caller, request, draft.references[i], names.references,
                                               "picture " + std::to_string(i + 1));
    if (i == 0) first_reference = reference.size;
    task.references.push_back(reference.blob);
  }
  task.size = size_of(draft, limits, first_reference);
  task.runs = draft.runs;
  // A ceiling, not a promise: it gives way to what references and runs leave.
  if (draft.is_group) task.group_max = std::clamp<int64_t>(draft.group_max.value_or(1), 1, room / draft.runs);
  task.seed = draft.seed.value_or(-1) < 0 ? draw_seed() : static_cast<uint64_t>(*draft.seed);
  task.steps = draft.steps;
  task.guidance_scale = draft.guidance_scale;
  task.format = draft.format.value_or(PictureFormat::Jpeg);
  task.has_watermark = draft.has_watermark;
  task.rewrite = draft.rewrite;
  task.is_safety_checked = draft.is_safety_checked;
  return task;
}

Job ImageService::admit(const Caller& caller, const HttpRequest& request, Draft draft, const Origin& origin) {
  return submit(caller, request, draft, origin, {task_of(caller, request, draft)}).front();
}

std::vector<Job> ImageService::admit_each(const Caller& caller, const HttpRequest& request, Draft draft,
                                          const Origin& origin) {
  std::vector<ImageTask> tasks(static_cast<std::size_t>(std::exchange(draft.runs, 1)));
  tasks.front() = task_of(caller, request, draft);
  for (std::size_t i = 1; i < tasks.size(); ++i) {
    tasks[i] = tasks[i - 1];
    tasks[i].seed = (tasks[i].seed + 1) & 0x7fffffffffffffff;
  }
  return submit(caller, request, draft, origin, tasks);
}

std::vector<Job> ImageService::admit_each_failed(const Caller& caller, const HttpRequest& request,
                                                 const Draft& draft, const Origin& origin,
                                                 const Error& failure) {
  ImageTask task;
  task.model = models_.find(draft.model, draft.names.model).model;
  check_idempotency_key(request);
  take_turn(caller);
  task.prompt = draft.prompt;
  task.size = resolve_size({});
  const std::vector<ImageTask> tasks(static_cast<std::size_t>(draft.runs), task);
  return submit(caller, request, draft, origin, tasks,
                StoredError{failure.code(), failure.what(), failure.field()});
}

void ImageService::take_turn(const Caller& caller) const {
  if (!caller.account.per_minute) return;
  const auto wait = limiter_.take(caller.account.id, *caller.account.per_minute);
  if (wait.count() > 0) {
    throw BusyError("this key may make " + std::to_string(*caller.account.per_minute) + " requests a minute",
                    wait);
  }
}

std::vector<Job> ImageService::submit(const Caller& caller, const HttpRequest& request, const Draft& draft,
                                      const Origin& origin, const std::vector<ImageTask>& tasks,
                                      const std::optional<StoredError>& failure) {
  Submission submission;
  submission.dialect = origin.dialect;
  submission.model_echo = draft.model;
  submission.echo = origin.echo;
  submission.webhook = draft.webhook;
  submission.deadlines = draft.deadlines;
  submission.request_digest = sha256_hex(request.method + " " + request.path + "\n" + request.body);
  submission.failure = failure;
  const std::string idempotency_key(request.header("idempotency-key"));
  std::vector<Submission> submissions;
  for (const ImageTask& task : tasks) {
    submission.task = task;
    if (!idempotency_key.empty()) {
      const std::string place = submissions.empty() ? "" : "#" + std::to_string(submissions.size());
      submission.idempotency_key = idempotency_key + place;  // a key belongs to one job
    }
    submissions.push_back(submission);
  }
  return enqueue(caller, std::move(submissions));
}

std::vector<Job> ImageService::enqueue(const Caller& caller, std::vector<Submission> submissions) {
  for (Submission& submission : submissions) {
    submission.account = caller.account.id;
    submission.credits = caller.account.credits ? credits_for(submission.task) : 0;
  }
  QueueLimits queue = settings_.queue;
  if (caller.account.unfinished_max) queue.unfinished_per_account = *caller.account.unfinished_max;
  std::vector<Job> jobs = jobs_.submit_all(submissions, queue);
  for (const Job& job : jobs) changes_.publish(job.id, job.account);
  jobs_.save();  // while a worker begins already
  return jobs;
}

Job ImageService::regenerate(const Caller& caller, const std::string& id, std::optional<int64_t> seed,
                             const std::string& dialect) {
  const Job earlier = find(caller, id).job;
  take_turn(caller);
  Submission submission;
  submission.dialect = dialect;
  submission.model_echo = earlier.model_echo;
  submission.task = earlier.task;
  submission.task.seed = seed ? static_cast<uint64_t>(*seed) : draw_seed();
  for (const std::string& blob : submission.task.references) {
    if (!blobs_.size(blob)) {
      throw Error(ErrorCode::NotFound, "a reference picture of job " + id + " is no longer kept", "id");
    }
  }
  return enqueue(caller, {std::move(submission)}).front();
}

JobView ImageService::find(const Caller& caller, const std::string& id) const {
  auto job = jobs_.find(id);
  if (!job || (job->account != caller.account.id && !caller.is_admin())) {
    throw Error(ErrorCode::NotFound, "there is no job " + printable(id), "id");
  }
  return {std::move(*job), changes_.progress(id)};
}

std::vector<Job> ImageService::list(const Caller& caller, JobFilter filter) const {
  if (!caller.is_admin() || filter.account.empty()) filter.account = caller.account.id;
  return jobs_.list(filter);
}

void ImageService::ask_for_previews(const Job& job) {
  if (!is_final(job.state)) changes_.ask_for_previews(job.id);
}

std::shared_ptr<void> ImageService::ask_for_previews_of(const Caller& caller) {
  return changes_.ask_for_previews_of(caller.account.id);
}

Job ImageService::cancel(const Caller& caller, const std::string& id) {
  find(caller, id);
  Job job = jobs_.cancel(id);
  changes_.publish(job.id, job.account);
  if (is_final(job.state)) changes_.forget(job.id);
  return job;
}

void ImageService::remove(const Caller& caller, const std::string& id) {
  const Job job = find(caller, id).job;
  for (const std::string& blob : jobs_.remove(job.id)) blobs_.remove(blob);
  changes_.publish(job.id, job.account);
}

std::string ImageService::picture_url(const HttpRequest& request, const JobImage& image) const {
  return picture_url(request.base_url, image);
}

std::string ImageService::picture_url(const std::string& base_url, const JobImage& image) const {
  return base_url + urls_.sign(file_name_of(image), address_end(image.finished.value_or(now())));
}

// Addresses made within an hour are the same, so that browsers need not fetch a picture again.
Time ImageService::address_end(Time made) const {
  if (!settings_.are_pictures_kept) return made + settings_.url_lifetime;
  return std::chrono::floor<std::chrono::hours>(now()) + std::chrono::hours(1) + settings_.url_lifetime;
}

PictureAddress ImageService::address_of(const HttpRequest& request, const std::string& file,
                                        Time expires) const {
  return {request.base_url + urls_.sign(file, expires),
          request.base_url + urls_.sign(file, expires, "/thumbnails/")};
}

PictureAddress ImageService::picture_address(const HttpRequest& request, const JobImage& image) const {
  return address_of(request, file_name_of(image), address_end(image.finished.value_or(now())));
}

std::vector<PictureAddress> ImageService::reference_addresses(const HttpRequest& request,
                                                              const Job& job) const {
  constexpr int64_t kSniffed = 64;
  std::vector<PictureAddress> addresses;
  if (job.is_expired) return addresses;
  for (const std::string& blob : job.task.references) {
    if (!blobs_.size(blob)) continue;
    const auto format = sniff_format(blobs_.read(blob, 0, kSniffed));
    if (!format) throw Error(ErrorCode::CorruptFile, "the reference " + blob + " is no picture");
    const std::string file = blob + ending_of(source_mime(*format));
    addresses.push_back(address_of(request, file, address_end(job.finished.value_or(job.created))));
  }
  return addresses;
}

std::string ImageService::picture_bytes(const JobImage& image) const {
  return blobs_.read(image.blob);
}

std::string ImageService::picture_base64(const JobImage& image) const {
  return encode_base64(picture_bytes(image));
}

std::string ImageService::picture_data_uri(const JobImage& image) const {
  return make_data_uri(picture_mime(image.format), picture_bytes(image));
}

Upload ImageService::keep_upload(const Caller& caller, std::string_view bytes, const std::string& file_name,
                                 const std::string& field, const std::string& id) {
  decode_image(bytes, {printable(file_name), field});  // refuses what is no picture
  Upload upload;
  upload.id = id.empty() ? new_job_id() : id;
  upload.account = caller.account.id;
  upload.blob = blobs_.put(bytes);
  upload.file_name = file_name;
  upload.mime = source_mime(sniff_format(bytes).value());
  upload.size_bytes = static_cast<int64_t>(bytes.size());
  upload.created = now();
  upload.expires = upload.created + settings_.upload_lifetime;
  jobs_.add_upload(upload);
  return upload;
}

Upload ImageService::find_upload(const Caller& caller, const std::string& id,
                                 const std::string& field) const {
  const auto upload = jobs_.find_upload(id);
  if (!upload || upload->expires < now() || (upload->account != caller.account.id && !caller.is_admin())) {
    throw Error(ErrorCode::NotFound, "there is no file " + printable(id), field);
  }
  return *upload;
}

bool ImageService::remove_upload(const Caller& caller, const std::string& id) {
  find_upload(caller, id, "id");
  return jobs_.remove_upload(id);
}

std::string ImageService::upload_url(const HttpRequest& request, const Upload& upload) const {
  return upload_address(request, upload).url;
}

PictureAddress ImageService::upload_address(const HttpRequest& request, const Upload& upload) const {
  return address_of(request, upload.blob + ending_of(upload.mime), upload.expires);
}

std::string ImageService::upload_ticket(const Caller& caller, const std::string& id) const {
  const std::string signed_path =
      urls_.sign(ticket_file(id, caller.account.id), now() + settings_.upload_lifetime);
  return "account=" + percent_encode(caller.account.id) + "&" + signed_path.substr(signed_path.find('?') + 1);
}

Caller ImageService::caller_of_ticket(const HttpRequest& request, const std::string& id) const {
  const std::string account = request.query_value("account").value_or("");
  urls_.check(ticket_file(id, account), request.query_value("expires").value_or(""),
              request.query_value("signature").value_or(""), now());
  const auto found = jobs_.account(account);
  if (!found || found->revoked) {
    throw Error(ErrorCode::Forbidden, "the key that this address was made for is revoked", "signature");
  }
  return {*found};
}

}  // namespace reverie
