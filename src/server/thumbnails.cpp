#include "server/thumbnails.h"

#include "core/error.h"
#include "image/thumbnail.h"
#include "server/entity_tag.h"

namespace reverie {

HttpResponse Thumbnails::serve(const HttpRequest& request, const PathValues& values) {
  const std::string& file = values.at("file");
  urls_.check(file, request.query_value("expires").value_or(""),
              request.query_value("signature").value_or(""), now());
  const std::string blob = file.substr(0, file.find('.'));
  // Asked of the store each time: what was deleted is not shown from memory.
  if (!is_blob_name(blob) || !blobs_.size(blob)) {
    throw Error(ErrorCode::NotFound, "there is no such picture any more", "file");
  }
  const std::string etag = "\"" + blob + "-" + std::to_string(kLongestPx) + "\"";
  HttpResponse response;
  response.headers = {{"content-type", "image/jpeg"},
                      {"etag", etag},
                      {"cache-control", "private, max-age=86400, immutable"},
                      {"x-content-type-options", "nosniff"},
                      {"content-security-policy", "default-src 'none'; sandbox"}};
  if (is_known_to_client(request, etag)) {
    response.status = 304;
  } else {
    response.body = thumbnail_of(blob);
  }
  return response;
}

std::string Thumbnails::thumbnail_of(const std::string& blob) {
  if (auto jpeg = find(blob)) return std::move(*jpeg);
  std::string jpeg = make_thumbnail(blobs_.read(blob), kLongestPx, {"the picture", "file"});
  keep(blob, jpeg);
  return jpeg;
}

std::optional<std::string> Thumbnails::find(const std::string& blob) {
  const std::lock_guard lock(mutex_);
  const auto found = by_blob_.find(blob);
  if (found == by_blob_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->jpeg;
}

void Thumbnails::keep(const std::string& blob, const std::string& jpeg) {
  const std::lock_guard lock(mutex_);
  if (by_blob_.contains(blob)) return;
  kept_.push_front({blob, jpeg});
  by_blob_[blob] = kept_.begin();
  kept_bytes_ += jpeg.size();
  while (kept_bytes_ > most_bytes_) {
    kept_bytes_ -= kept_.back().jpeg.size();
    by_blob_.erase(kept_.back().blob);
    kept_.pop_back();
  }
}

}  // namespace reverie
