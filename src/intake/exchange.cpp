#include "intake/exchange.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "core/error.h"

namespace reverie {
namespace {

constexpr long kSlowestBytesPerSecond = 1024;
constexpr std::size_t kMaxHeaderBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxPinnedAddresses = 16;

void start_curl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw Error(ErrorCode::Internal, std::string("libcurl does not start: ") + curl_easy_strerror(started));
  }
}

struct HandleDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
using Handle = std::unique_ptr<CURL, HandleDeleter>;

class List {
 public:
  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
    if (longer == nullptr) throw Error(ErrorCode::OutOfMemory, "no memory for a request");
    static_cast<void>(list_.release());  // `longer` begins with the same entries
    list_.reset(longer);
  }
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list_{nullptr, &curl_slist_free_all};
};

// What the callbacks of one request share.
struct Transfer {
  const ExchangeRequest& request;
  CURL* curl;
  ExchangeReply reply;
  std::size_t header_bytes = 0;
  bool is_done = false;  // what is left of the body is of no use
  bool is_cancelled = false;
  std::exception_ptr thrown;

  template <typename Work>
  bool guarded(Work work) {
    try {
      return work();
    } catch (...) {  // kept, and rethrown in exchange()
      thrown = std::current_exception();
      return false;
    }
  }

  bool take(std::string_view piece) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200 && !request.wants_every_status) {
      is_done = true;
      return false;
    }
    const std::size_t room = request.max_bytes - reply.body.size();
    reply.is_too_large = piece.size() > room;
    reply.body.append(piece.substr(0, room));
    is_done = reply.is_too_large;
    return !is_done;
  }

  static std::size_t on_header(char*, std::size_t one, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.header_bytes += one * count;
    return transfer.header_bytes > kMaxHeaderBytes ? 0 : one * count;
  }

  static std::size_t on_body(char* bytes, std::size_t one, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::string_view piece(bytes, one * count);
    return transfer.guarded([&] { return transfer.take(piece); }) ? piece.size() : 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    const bool goes_on = transfer.guarded([&] {
      transfer.is_cancelled = transfer.request.stop && transfer.request.stop();
      return !transfer.is_cancelled;
    });
    return goes_on ? 0 : 1;
  }

  // The last word on where we connect, whatever was parsed and looked up before.
  static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* to) {
    const auto& addresses = static_cast<Transfer*>(self)->request.addresses;
    const auto address = IpAddress::of(to->addr);
    if (!address || std::find(addresses.begin(), addresses.end(), *address) == addresses.end()) {
      return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
  }
};

// "host:port:address,address", as CURLOPT_RESOLVE wants it.
std::string pin_of(const OutsideUrl& url, const std::vector<IpAddress>& addresses) {
  std::string pin = url.host + ":" + std::to_string(url.port) + ":";
  for (std::size_t i = 0; i < std::min(addresses.size(), kMaxPinnedAddresses); ++i) {
    if (i > 0) pin += ",";
    pin += addresses[i].is_v4() ? addresses[i].text() : "[" + addresses[i].text() + "]";
  }
  return pin;
}

template <typename Value>
void set(CURL* curl, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(curl, option, value);
  if (code != CURLE_OK) {
    throw Error(ErrorCode::Internal,
                "libcurl refuses option " + std::to_string(option) + ": " + curl_easy_strerror(code));
  }
}

void set_limits(CURL* curl, const ExchangeRequest& request) {
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(curl, CURLOPT_PROXY, "");  // not even the environment's
  set(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
  set(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowestBytesPerSecond);
  set(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.stall_timeout.count()));
  if (!request.wants_every_status) {  // else a long reply would hide its status
    set(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));
  }
}

void set_callbacks(CURL* curl, Transfer& transfer) {
  set(curl, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(curl, CURLOPT_HEADERDATA, &transfer);
  set(curl, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(curl, CURLOPT_WRITEDATA, &transfer);
  set(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(curl, CURLOPT_XFERINFODATA, &transfer);
  set(curl, CURLOPT_NOPROGRESS, 0L);
  set(curl, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
  set(curl, CURLOPT_OPENSOCKETDATA, &transfer);
}

std::string content_type_of(CURL* curl) {
  const char* text = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text);
  return text == nullptr ? "" : text;
}

// Where the answer's Location leads, seen from `base`; empty if it has none. (CURLINFO_REDIRECT_URL is not
// there once the page that comes with a redirect has been cut off.)
std::string location_of(CURL* curl, const std::string& base) {
  curl_header* header = nullptr;
  if (curl_easy_header(curl, "Location", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return {};
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  if (!url) throw Error(ErrorCode::OutOfMemory, "no memory for an address");
  char* absolute = nullptr;
  const bool is_read =
      curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) == CURLUE_OK &&
      curl_url_set(url.get(), CURLUPART_URL, header->value, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
      curl_url_get(url.get(), CURLUPART_URL, &absolute, 0) == CURLUE_OK;
  if (!is_read) return header->value;  // refused by whoever reads it next, and with the reason
  const std::unique_ptr<char, decltype(&curl_free)> owner(absolute, &curl_free);
  return absolute;
}

}  // namespace

ExchangeReply exchange(const ExchangeRequest& request) {
  start_curl_once();
  const Handle handle(curl_easy_init());
  if (!handle) throw Error(ErrorCode::OutOfMemory, "libcurl gives no handle");
  CURL* const curl = handle.get();
  Transfer transfer{request, curl, {}, 0, false, false, nullptr};

  set(curl, CURLOPT_URL, request.url.text.c_str());
  set(curl, CURLOPT_USERAGENT, "reverie");
  set_limits(curl, request);
  set_callbacks(curl, transfer);
  List pins;
  if (!request.url.literal) {
    pins.add(pin_of(request.url, request.addresses));
    set(curl, CURLOPT_RESOLVE, pins.get());
  }
  List headers;
  for (const std::string& header : request.headers) headers.add(header);
  set(curl, CURLOPT_HTTPHEADER, headers.get());
  if (request.post_body != nullptr) {
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDS, request.post_body->data());
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.post_body->size()));
  }

  const CURLcode code = curl_easy_perform(curl);
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  if (transfer.is_cancelled) throw Error(ErrorCode::Cancelled, "the request was cancelled");
  ExchangeReply reply = std::move(transfer.reply);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  reply.content_type = content_type_of(curl);
  reply.redirect = location_of(curl, request.url.text);
  reply.is_too_large = reply.is_too_large || code == CURLE_FILESIZE_EXCEEDED;
  if (code != CURLE_OK && !transfer.is_done && !reply.is_too_large) reply.broken = curl_easy_strerror(code);
  return reply;
}

}  // namespace reverie
