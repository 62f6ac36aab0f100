// server/http.h
//
// A request and its answer, without sockets: what dialects are written against and tested with. A handler
// never waits for a job itself; it answers with what is to be waited for.
//
// Used by   server/dialects/*, server/router, server/http_server
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "jobs/job_changes.h"

namespace reverie {

// In the order sent; names are compared without regard to case.
using Headers = std::vector<std::pair<std::string, std::string>>;

// Whether two header names are the same one: without regard to case, ASCII only.
bool is_same_name(std::string_view a, std::string_view b);

// The first header of that name; empty if there is none.
std::string_view header_of(const Headers& headers, std::string_view name);

struct HttpRequest {
  std::string method;  // "GET", "POST", also "QUERY"
  std::string path;    // as sent, not decoded, without the query; begins with '/'
  std::string query;   // as sent, without '?'
  Headers headers;
  std::string body;
  std::string client_address;  // "127.0.0.1"
  std::string id;              // of this request, for logs and replies
  std::string base_url;        // "http://host:port", as the client reaches us; no slash at the end

  std::string_view header(std::string_view name) const { return header_of(headers, name); }
  // A query parameter, decoded ('+' is a blank); nothing if it is absent, the first if it is repeated.
  // Throws Error(InvalidRequest, name) for a broken escape.
  std::optional<std::string> query_value(std::string_view name) const;
  // All of them, in order. Throws like query_value.
  std::vector<std::string> query_values(std::string_view name) const;
};

// The request without its body, to be kept until the reply is written.
HttpRequest head_of(const HttpRequest& request);

// Part of a blob as the body.
struct BlobBody {
  std::string name;
  int64_t begin = 0;
  int64_t size = 0;
};

struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
  std::optional<BlobBody> blob;  // instead of `body`
};

HttpResponse json_response(int status, const Json& body);

// The status of an error under our own API and on paths that belong to no dialect.
int status_of(ErrorCode code);

// Answer when the job is finished, or when `limit` has passed. The job goes on if the client leaves.
struct WaitForJob {
  std::string job_id;
  std::optional<std::chrono::milliseconds> limit;
  std::function<HttpResponse(const JobView&)> reply;  // also called with an unfinished job at the limit
};

// Server-sent events. `on_change` is called once at the start with the job (if there is one) and then after
// each change of the job, or of the account's jobs, in order; several changes may be told as one.
struct EventStream {
  struct Step {
    std::string text;  // whole events, or nothing
    bool is_last = false;
  };
  std::string job_id;   // or, if it is empty:
  std::string account;  // all jobs of this account
  std::function<Step(const JobView&)> on_change;
  Headers headers;
  // In a stream of an account, of a job that was removed; may be empty: then nothing is said.
  std::function<Step(const std::string& job_id)> on_removed = {};
};

using Answer = std::variant<HttpResponse, WaitForJob, EventStream>;

// "event: NAME\ndata: DATA\n\n"; without a name only the data line. `data` must hold no line break.
std::string server_sent_event(std::string_view name, std::string_view data);

// "a%2Fb" -> "a/b". Throws Error(InvalidRequest) for a broken escape or a zero byte. '+' stays as it is.
std::string percent_decode(std::string_view text);
// For one value of a query or one segment of a path: all but letters, digits and "-._~" is escaped.
std::string percent_encode(std::string_view text);

}  // namespace reverie
