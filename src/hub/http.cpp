#include "hub/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <utility>

#include "hub/url.h"

namespace reverie {
namespace {

constexpr int kMaxRedirects = 10;
constexpr long kSlowestBytesPerSecond = 1024;
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxRefusalBytes = std::size_t{1} << 20;

void start_curl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw Error(ErrorCode::Internal, std::string("libcurl does not start: ") + curl_easy_strerror(started));
  }
}

bool may_pass_next_time(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY: return true;
    default: return false;
  }
}

// The value if `line` is the header `name`, without the blanks around it.
std::optional<std::string> header_value(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (!std::equal(name.begin(), name.end(), line.begin(), [&](char a, char b) { return a == lower(b); })) {
    return std::nullopt;
  }
  std::string_view value = line.substr(name.size() + 1);
  const std::string_view kBlank = " \t\r\n";
  const auto first = value.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return std::string();
  return std::string(value.substr(first, value.find_last_not_of(kBlank) - first + 1));
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void read_header(std::string_view line, HttpReply& reply) {
  if (line.starts_with("HTTP/")) {  // a new answer begins (after a 100 Continue, say)
    reply.link.clear();
    reply.etag.clear();
    reply.content_range.clear();
    reply.content_length.reset();
    reply.retry_after.reset();
  } else if (const auto link = header_value(line, "link")) {
    reply.link += (reply.link.empty() ? "" : ", ") + *link;
  } else if (const auto etag = header_value(line, "etag")) {
    reply.etag = *etag;
  } else if (const auto range = header_value(line, "content-range")) {
    reply.content_range = *range;
  } else if (const auto length = header_value(line, "content-length")) {
    reply.content_length = whole_number(*length);
  } else if (const auto wait = header_value(line, "retry-after")) {
    // A date is allowed here too; then our own delay is as good.
    const auto seconds = whole_number(*wait);
    if (seconds && *seconds < 1'000'000) reply.retry_after = std::chrono::seconds(*seconds);
  }
}

}  // namespace

struct HttpClient::State {
  const HubOptions& options;
  CancelCheck cancelled;
  CURL* curl = nullptr;
  char why[CURL_ERROR_SIZE] = {};
};

// What the callbacks of one request share. They are called by C code, so nothing may be thrown
// through it: an exception is kept here and rethrown after the request.
struct HttpClient::Transfer {
  const BodySink& sink;
  const CancelCheck& cancelled;
  CURL* curl;
  HttpReply reply;
  std::size_t header_bytes = 0;
  std::size_t refusal_bytes = 0;
  bool is_cancelled = false;
  std::exception_ptr thrown;

  template <typename Work>
  bool guarded(Work work) {
    try {
      return work();
    } catch (...) {  // kept, and rethrown in get_one()
      thrown = std::current_exception();
      return false;
    }
  }

  static std::size_t on_header(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t length = one * count;
    transfer.header_bytes += length;
    const bool go_on = transfer.guarded([&] {
      if (transfer.header_bytes > kMaxHeaderBytes) {
        throw Error(ErrorCode::Unreachable, "the hub's answer has more than 256 KiB of headers");
      }
      read_header({bytes, length}, transfer.reply);
      return true;
    });
    return go_on ? length : 0;
  }

  static std::size_t on_body(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t length = one * count;
    long status = 0;
    curl_easy_getinfo(transfer.curl, CURLINFO_RESPONSE_CODE, &status);
    transfer.reply.status = static_cast<int>(status);
    if (status < 200 || status > 299) {  // a page about a refusal or a redirect: of no use to us
      transfer.refusal_bytes += length;
      transfer.reply.stopped = transfer.refusal_bytes > kMaxRefusalBytes;
      return transfer.reply.stopped ? 0 : length;
    }
    const bool go_on = transfer.guarded([&] { return transfer.sink(transfer.reply, {bytes, length}); });
    transfer.reply.stopped = !go_on;
    return go_on ? length : 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    const bool go_on = transfer.guarded([&] {
      transfer.is_cancelled = transfer.cancelled && transfer.cancelled();
      return !transfer.is_cancelled;
    });
    return go_on ? 0 : 1;
  }
};

HttpClient::HttpClient(const HubOptions& options, CancelCheck cancelled) {
  start_curl_once();
  state_ = std::make_unique<State>(State{options, std::move(cancelled), curl_easy_init(), {}});
  if (state_->curl == nullptr) throw Error(ErrorCode::Internal, "libcurl gives no handle");
}

HttpClient::~HttpClient() {
  curl_easy_cleanup(state_->curl);
}

const HubOptions& HttpClient::options() const noexcept {
  return state_->options;
}
const CancelCheck& HttpClient::cancelled() const noexcept {
  return state_->cancelled;
}

HttpReply HttpClient::get(const HttpGet& request, const BodySink& sink) {
  std::string url = request.url;
  for (int hops = 0; hops <= kMaxRedirects; ++hops) {
    std::string redirect;
    HttpReply reply = get_one(request, url, sink, redirect);
    if (redirect.empty()) return reply;
    check_hop(url, redirect);
    url = redirect;
  }
  throw Error(ErrorCode::Unreachable,
              shown_url(request.url) + " redirects more than " + std::to_string(kMaxRedirects) + " times");
}

HttpReply HttpClient::get_one(const HttpGet& request, const std::string& url, const BodySink& sink,
                              std::string& redirect) {
  const HubOptions& options = state_->options;
  stop_if_cancelled(state_->cancelled);
  CURL* curl = state_->curl;
  curl_easy_reset(curl);  // forgets the last request's settings, keeps its connection
  Transfer transfer{sink, state_->cancelled, curl, {}, 0, 0, false, nullptr};
  transfer.reply.url = url;

  const auto set = [&](CURLoption option, auto value) {
    const CURLcode code = curl_easy_setopt(curl, option, value);
    if (code != CURLE_OK) {
      throw Error(ErrorCode::Internal,
                  "libcurl refuses option " + std::to_string(option) + ": " + curl_easy_strerror(code));
    }
  };
  set(CURLOPT_ERRORBUFFER, state_->why);
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "reverie");
  set(CURLOPT_BUFFERSIZE, 256L * 1024L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
  set(CURLOPT_LOW_SPEED_LIMIT, kSlowestBytesPerSecond);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_timeout.count()));
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(CURLOPT_XFERINFODATA, &transfer);
  set(CURLOPT_NOPROGRESS, 0L);

  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr, &curl_slist_free_all);
  const auto add_header = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw Error(ErrorCode::OutOfMemory, "no memory for a request header");
    static_cast<void>(headers.release());  // `longer` begins with the same entries
    headers.reset(longer);
  };
  add_header("Accept-Encoding: identity");  // sizes and ranges are those of the content
  if (request.range_begin > 0) add_header("Range: bytes=" + std::to_string(request.range_begin) + "-");
  if (!options.token.empty() && is_same_origin(url, options.base_url)) {
    add_header("Authorization: Bearer " + options.token);
  }
  set(CURLOPT_HTTPHEADER, headers.get());

  state_->why[0] = '\0';
  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  transfer.reply.status = static_cast<int>(status);
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  if (transfer.is_cancelled) throw Error(ErrorCode::Cancelled, "the download was cancelled");

  const char* next = nullptr;
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next);
  const bool is_redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  if (is_redirect && next != nullptr) {  // whatever became of the page that came with it
    redirect = next;
    return std::move(transfer.reply);
  }
  if (code == CURLE_OK || transfer.reply.stopped) return std::move(transfer.reply);
  const std::string why = state_->why[0] != '\0' ? state_->why : curl_easy_strerror(code);
  if (!may_pass_next_time(code)) {
    throw Error(ErrorCode::Unreachable, shown_url(url) + ": " + printable(why));
  }
  transfer.reply.broken = printable(why);
  return std::move(transfer.reply);
}

}  // namespace reverie
