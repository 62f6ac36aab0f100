#include "hub/hub.h"

#include <set>

#include "hub/http.h"
#include "hub/retries.h"
#include "hub/url.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxPages = 1'000;

struct Answer {
  std::string text;
  std::string next_url;
};

// One answer about the repository, tried again while that may help.
Answer ask(HttpClient& http, const std::string& url, const std::string& what) {
  Retries retries(http.options(), http.cancelled());
  for (;;) {
    std::string text;
    const auto collect = [&](const HttpReply&, std::string_view piece) {
      if (text.size() + piece.size() > kMaxAnswerBytes) {
        throw Error(ErrorCode::CorruptFile, what + ": the hub's answer is longer than 16 MiB");
      }
      text += piece;
      return true;
    };
    const HttpReply reply = http.get({url, 0, http.options().request_timeout}, collect);
    if (reply.status == 200 && reply.broken.empty()) {
      std::string next = next_page_url(reply.link);
      if (!next.empty()) {
        next = absolute_url(reply.url, next);
        check_hop(reply.url, next);
      }
      return {std::move(text), std::move(next)};
    }
    retries.wait_or_throw(reply, what);
  }
}

}  // namespace

RepositoryListing list_repository(HttpClient& http, std::string_view id) {
  const HubOptions& options = http.options();
  check_repository_id(id);
  RepositoryListing listing;
  listing.id = std::string(id);
  const std::string what = listing.id + " (revision " + options.revision + ") at " + options.base_url;
  const std::string api = hub_base(options) + "/api/models/" + encode_path(id);

  const Answer revision = ask(http, api + "/revision/" + encode_segment(options.revision), what);
  listing.commit = parse_commit(revision.text, what);

  std::set<std::string> asked;
  std::size_t entries = 0;
  std::string url = api + "/tree/" + listing.commit + "?recursive=true";
  while (!url.empty()) {
    if (!asked.insert(url).second || asked.size() > kMaxPages) {
      throw Error(ErrorCode::CorruptFile, what + ": the pages of the listing do not end");
    }
    const Answer page = ask(http, url, what);
    parse_tree_page(page.text, what, listing, entries);
    url = page.next_url;
  }
  check_no_path_twice(listing);
  return listing;
}

RepositoryListing list_repository(const HubOptions& options, std::string_view id,
                                  const CancelCheck& cancelled) {
  return keep_secret(options, [&] {
    check_hub_options(options);
    HttpClient http(options, cancelled);
    return list_repository(http, id);
  });
}

std::string file_url(const HubOptions& options, const RepositoryListing& listing,
                     const RepositoryFile& file) {
  return hub_base(options) + "/" + encode_path(listing.id) + "/resolve/" + listing.commit + "/" +
         encode_path(file.path);
}

}  // namespace reverie
