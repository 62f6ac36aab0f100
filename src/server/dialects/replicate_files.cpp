#include "server/dialects/replicate_files.h"

#include "intake/multipart.h"
#include "server/dialects/fields.h"
#include "server/dialects/replicate_predictions.h"

namespace reverie::replicate {
namespace {

struct Form {
  std::optional<MultipartPart> content;
  std::string file_name;
  Json metadata = Json::object();
};

// Parts of other names ("type": the media type once more) are read over, as the vendor does.
Form form_of(const HttpRequest& request) {
  Form form;
  std::string name_part;
  for (MultipartPart& part :
       parse_multipart(request.body, multipart_boundary(request.header("content-type")))) {
    if (part.name == "metadata") {
      try {
        form.metadata = parse_body(part.bytes);
      } catch (const Error& e) {
        throw FieldError(Problem::Malformed, std::string("metadata: ") + e.what(), "metadata");
      }
    } else if (part.name == "filename") {
      name_part = part.bytes;
    } else if (part.name == "content") {
      form.content = std::move(part);
    }
  }
  if (!form.content) {
    throw FieldError(Problem::Missing, "content: missing; expected a file", "content");
  }
  form.file_name = name_part.empty() ? form.content->filename.value_or("file") : name_part;
  return form;
}

// A blob is named after the SHA-256 of its bytes.
Json file_object(const HttpRequest& request, const Upload& upload, const Json& metadata) {
  return {{"id", upload.id},
          {"name", upload.file_name},
          {"content_type", upload.mime},
          {"size", upload.size_bytes},
          {"etag", upload.blob},
          {"checksums", {{"sha256", upload.blob}}},
          {"metadata", metadata},
          {"created_at", iso_time(upload.created)},
          {"expires_at", iso_time(upload.expires)},
          {"urls", {{"get", request.base_url + mount_of(request) + "/v1/files/" + upload.id}}}};
}

}  // namespace

Answer create_file(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const Form form = form_of(request);
  const Upload upload = service.keep_upload(caller, form.content->bytes, form.file_name, "content");
  return json_response(201, file_object(request, upload, form.metadata));
}

Answer get_file(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  return json_response(200,
                       file_object(request, service.find_upload(caller, values.at("id")), Json::object()));
}

Answer delete_file(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  service.remove_upload(caller, values.at("id"));
  HttpResponse response;
  response.status = 204;
  return response;
}

}  // namespace reverie::replicate
