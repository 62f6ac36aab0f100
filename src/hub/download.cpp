#include "hub/download.h"

#include <charconv>

#include "hub/partial_file.h"
#include "hub/retries.h"

namespace reverie {
namespace {

// With this much gained, a try was no failure: a large file may take many connections.
constexpr std::uint64_t kProgressBytes = std::uint64_t{1} << 20;

std::string wrong_size(std::uint64_t expected, std::uint64_t got) {
  return "expected " + std::to_string(expected) + " bytes, the hub sends " + std::to_string(got);
}

// Looks at an answer before its first byte is written. False: this answer does not continue what we
// have; the partial was emptied, ask again.
bool accept_answer(const HttpReply& reply, const RepositoryFile& file, PartialFile& partial) {
  if (reply.status == 206) {
    const ContentRange range = parse_content_range(reply.content_range);
    if (range.total != UINT64_MAX && range.total != file.size)
      partial.reject(wrong_size(file.size, range.total));
    const bool is_same_version = reply.etag.empty() || partial.etag().empty() || reply.etag == partial.etag();
    if (range.first == partial.size() && is_same_version) return true;
    if (partial.size() == 0) {
      throw Error(ErrorCode::Unreachable, file.path + ": the hub answers with a part that was not asked for");
    }
    partial.restart({});
    return false;
  }
  if (reply.content_length && *reply.content_length != file.size) {
    partial.reject(wrong_size(file.size, *reply.content_length));
  }
  partial.restart(reply.etag);
  return true;
}

}  // namespace

ContentRange parse_content_range(const std::string& header) {
  constexpr std::string_view kUnit = "bytes ";
  if (!header.starts_with(kUnit)) return {};
  const char* const end = header.data() + header.size();
  ContentRange range;
  std::uint64_t last = 0;
  const auto first = std::from_chars(header.data() + kUnit.size(), end, range.first);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return {};
  const auto second = std::from_chars(first.ptr + 1, end, last);
  if (second.ec != std::errc() || second.ptr == end || *second.ptr != '/' || last < range.first) return {};
  if (std::string_view(second.ptr + 1, static_cast<std::size_t>(end - second.ptr - 1)) == "*") return range;
  const auto third = std::from_chars(second.ptr + 1, end, range.total);
  if (third.ec != std::errc() || third.ptr != end || last >= range.total) return {};
  return range;
}

std::uint64_t download_file(HttpClient& http, const std::string& url, const RepositoryFile& file,
                            const std::filesystem::path& target, const FileProgress& progress) {
  PartialFile partial(target, file, http.cancelled());
  Retries retries(http.options(), http.cancelled());
  std::uint64_t received = 0;
  while (!partial.is_complete()) {
    const std::uint64_t received_before = received;
    bool is_accepted = false;
    const auto write = [&](const HttpReply& reply, std::string_view piece) {
      if (!is_accepted) is_accepted = accept_answer(reply, file, partial);
      if (!is_accepted) return false;
      partial.append(piece);
      received += piece.size();
      if (progress) progress(partial.size());
      return true;
    };
    HttpReply reply = http.get({url, partial.size(), std::chrono::milliseconds(0)}, write);
    if (partial.is_complete()) break;

    if (received - received_before >= kProgressBytes) retries.forget_failures();
    const bool is_answer = reply.status == 200 || reply.status == 206;
    if (reply.status == 416 && partial.size() > 0) {  // our bytes reach beyond what the server has
      partial.restart({});
      reply.broken = "the server does not have the rest of the file";
      reply.status = 0;
    } else if (is_answer && reply.broken.empty()) {
      reply.broken = "the answer ended after " + std::to_string(partial.size()) + " of " +
                     std::to_string(file.size) + " bytes";
    }
    retries.wait_or_throw(reply, file.path);
  }
  partial.finish();
  return received;
}

}  // namespace reverie
