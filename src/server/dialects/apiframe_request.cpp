#include "server/dialects/apiframe_request.h"

#include <algorithm>
#include <iterator>

#include "core/printable.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/values.h"

namespace reverie::apiframe {
namespace {

constexpr const char* kParams = "seedreamParams.";

// The full name of a field inside "seedreamParams".
std::string param(std::string_view name) {
  std::string full(kParams);
  full += name;
  return full;
}

// enhance_prompt or use_pre_llm: either asks for a richer prompt.
void into_rewrite(const Json& value, Draft& draft) {
  if (value.get<bool>()) draft.rewrite = Rewrite::Standard;
}

constexpr Field kSeedreamParams[] = {
    {"aspect_ratio", Use::Optional, Kind::Text, "W:H or match_input_image", into<&Draft::aspect_ratio>},
    {"size", Use::Optional, Kind::Text, "1K (4.0 only), 2K, 4K or custom; 2K when absent",
     into<&Draft::size>},
    {"resolution", Use::Optional, Kind::Text, "another name for size",
     [](const Json& v, Draft& d) {
       if (!d.size) d.names.size = param("resolution");
       d.size = v.get<std::string>();
     }},
    {"width",
     Use::Optional,
     Kind::Integer,
     "in pixels, with size custom",
     into<&Draft::width_px>,
     {},
     {512, 4096}},
    {"height",
     Use::Optional,
     Kind::Integer,
     "in pixels, with size custom",
     into<&Draft::height_px>,
     {},
     {512, 4096}},
    {"image_input",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or ids of uploads",
     into_references,
     {},
     {0, 14}},
    {"enhance_prompt", Use::Optional, Kind::Boolean, "a language model enriches the prompt", into_rewrite},
    {"use_pre_llm", Use::Optional, Kind::Boolean, "the same as enhance_prompt", into_rewrite},
    {"guidance_scale", Use::Ignored, Kind::Number, "a field of Seedream 3, without effect on 4.0 and 4.5"},
    {"output_format", Use::Optional, Kind::Text, "jpg when absent", into_format, {"jpg", "png"}},
    {"seed", Use::Optional, Kind::Integer, "-1 draws one", into<&Draft::seed>},
};
constexpr FieldTable kSeedreamParamsTable{kSeedreamParams, UnknownFields::Refused, NullValues::WrongType};

// A cancelled job is told as a failed one: the API has no other word for an end without a picture.
constexpr std::string_view kProgressEvents[] = {"started", "image"};
constexpr std::string_view kFailedEvents[] = {"failed", "cancelled"};

std::vector<std::string> our_events(const std::string& theirs) {
  if (theirs == "progress") return {std::begin(kProgressEvents), std::end(kProgressEvents)};
  if (theirs == "failed") return {std::begin(kFailedEvents), std::end(kFailedEvents)};
  if (theirs == "completed") return {"succeeded"};
  return {};
}

void into_webhook_events(const Json& value, Draft& draft) {
  if (!draft.webhook) return;  // nowhere to send them
  draft.webhook->events.clear();
  for (const Json& theirs : value) {
    for (const std::string& ours : our_events(theirs.get<std::string>())) {
      draft.webhook->events.push_back(ours);
    }
  }
}

constexpr Field kFields[] = {
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>, {}, {1, 2000}},
    {"model", Use::Required, Kind::Text, "model id", into<&Draft::model>},
    {"seedreamParams", Use::Optional, Kind::Object, "how to draw it", nullptr, {}, {}, &kSeedreamParamsTable},
    {"webhookUrl", Use::Optional, Kind::Text, "where to tell of the job",
     [](const Json& v, Draft& d) {
       d.webhook = Webhook{v.get<std::string>(), {"succeeded", "failed", "cancelled"}};
     }},
    {"webhookEvents",
     Use::Optional,
     Kind::TextList,
     "of progress, completed, failed; the last two when absent",
     into_webhook_events,
     {},
     {1, 1e300}},
};

FieldNames our_names() {
  FieldNames names;
  names.references = param("image_input");
  names.size = param("size");
  names.aspect_ratio = param("aspect_ratio");
  names.width = param("width");
  names.height = param("height");
  names.seed = param("seed");
  names.webhook = "webhookUrl";
  return names;
}

void add_fault(std::vector<FieldError>& faults, Problem problem, const std::string& field,
               const std::string& why) {
  faults.emplace_back(problem, field + ": " + why, field);
}

void check_events(const Json& body, std::vector<FieldError>& faults) {
  if (!body.contains("webhookEvents") || !body["webhookEvents"].is_array()) return;
  for (const Json& event : body["webhookEvents"]) {
    if (!event.is_string() || !our_events(event).empty()) continue;
    add_fault(faults, Problem::NotAChoice, "webhookEvents",
              "expected progress, completed or failed, got \"" +
                  printable(event.get_ref<const std::string&>(), 40) + "\"");
  }
}

// What no field shows by itself.
void check_size(const Json& body, std::vector<FieldError>& faults) {
  if (!body.contains("seedreamParams") || !body["seedreamParams"].is_object()) return;
  const Json& params = body["seedreamParams"];
  const Json size = params.value("size", params.value("resolution", Json()));
  if (params.contains("resolution") && params["resolution"] != size) {
    add_fault(faults, Problem::OutOfRange, "seedreamParams.resolution", "is not the same as size");
  }
  if (!size.is_string() || size == "custom") return;
  for (const char* side : {"width", "height"}) {
    if (!params.contains(side)) continue;
    add_fault(faults, Problem::Unknown, param(side), "is only taken with the size custom");
  }
}

template <std::size_t N>
bool is_one_of(const std::string_view (&names)[N], const std::string& name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

constexpr FieldTable kGenerationFields{kFields, UnknownFields::Refused, NullValues::WrongType};

Draft read_draft(const Json& body) {
  std::vector<FieldError> faults = find_faults(kGenerationFields, body);
  check_events(body, faults);
  check_size(body, faults);
  if (!faults.empty()) throw FaultList(std::move(faults));
  Draft draft;
  draft.names = our_names();
  read_fields(kGenerationFields, body, draft);
  return draft;
}

std::string_view their_event(const std::string& ours) {
  if (is_one_of(kProgressEvents, ours)) return "progress";
  if (is_one_of(kFailedEvents, ours)) return "failed";
  return ours == "succeeded" ? "completed" : "";
}

}  // namespace reverie::apiframe
