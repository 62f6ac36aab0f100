#include "server/dialects/fal_endpoints.h"

#include "server/dialects/fault_list.h"
#include "server/dialects/own_models.h"
#include "server/dialects/preset_sizes.h"
#include "server/dialects/values.h"

namespace reverie::fal {
namespace {

// The shape is free with "auto": that of the first reference, or square.
void into_size(const Json& value, Draft& draft) {
  if (!value.is_string()) return;  // an object's own fields do the work
  const std::string name = value.get<std::string>();
  if (!name.starts_with("auto")) {
    const PixelSize size = preset_size(name);
    draft.width_px = size.width_px;
    draft.height_px = size.height_px;
    draft.may_be_smaller = true;
    return;
  }
  draft.size = name == "auto_4K" ? "4K" : "2K";
  draft.aspect_ratio = "match_input_image";
}

constexpr Field kSides[] = {
    {"width", Use::Required, Kind::Integer, "in pixels", into<&Draft::width_px>, {}, {1, 16384}},
    {"height", Use::Required, Kind::Integer, "in pixels", into<&Draft::height_px>, {}, {1, 16384}},
};
constexpr FieldTable kSidesTable{kSides, UnknownFields::Ignored, NullValues::WrongType};

constexpr Field kPrompt{"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>};
constexpr Field kSizeV4{"image_size",
                        Use::Optional,
                        Kind::TextOrObject,
                        "a preset, or width and height; 2048x2048 when absent",
                        into_size,
                        preset_sizes_and("auto", "auto_2K", "auto_4K"),
                        {},
                        &kSidesTable};
constexpr Field kSizeV45{"image_size",
                         Use::Optional,
                         Kind::TextOrObject,
                         "a preset, or width and height; 2048x2048 when absent",
                         into_size,
                         preset_sizes_and("auto_2K", "auto_4K"),
                         {},
                         &kSidesTable};
constexpr Field kRuns{
    "num_images", Use::Optional, Kind::Integer, "independent runs; 1 when absent", into<&Draft::runs>,
    {},           {1, 15}};
constexpr Field kGroupMax{"max_images",
                          Use::Optional,
                          Kind::Integer,
                          "most pictures of one run; above 1 it draws a group of related pictures",
                          [](const Json& v, Draft& d) {
                            d.group_max = v.get<int64_t>();
                            d.is_group = d.group_max > 1;
                          },
                          {},
                          {1, 15}};
constexpr Field kSeed{"seed", Use::Optional,   Kind::Integer, "-1 draws one", into<&Draft::seed>,
                      {},     {-1, 2147483647}};
constexpr Field kSync{
    "sync_mode", Use::Optional, Kind::Boolean, "pictures as data URIs instead of addresses",
    [](const Json& v, Draft& d) { d.delivery = v.get<bool>() ? Delivery::DataUri : Delivery::Url; }};
constexpr Field kSafety{"enable_safety_checker", Use::Optional, Kind::Boolean,
                        "true when absent; false has an effect for keys with the scope \"unsafe\" only",
                        into<&Draft::is_safety_checked>};
void into_rewrite(const Json& value, Draft& draft) {
  draft.rewrite = value == "fast" ? Rewrite::Fast : Rewrite::Standard;
}

constexpr Field kRewrite{"enhance_prompt_mode",
                         Use::Optional,
                         Kind::Text,
                         "how a language model enriches the prompt; standard when absent",
                         into_rewrite,
                         {"standard", "fast"}};
constexpr Field kOtherRewrite{"enhance_prompt_mode",
                              Use::Optional,
                              Kind::Text,
                              "how a language model enriches the prompt; not at all when absent",
                              into_rewrite,
                              {"standard", "fast"}};
constexpr Field kPictures{"image_urls", Use::Optional, Kind::TextList,
                          "references: URLs or data URIs; of more than 10 the last 10 count",
                          into_references};
constexpr Field kPicture{"image_url", Use::Optional, Kind::Text,
                         "one more reference: @ai-sdk/fal sends its picture so", into_references};

// Not in the vendor's types of these endpoints.
constexpr Field kFormat{"output_format", Use::Optional,
                        Kind::Text,      "jpeg when absent; the vendor reads it for Seedream 5 pro only",
                        into_format,     {"jpeg", "jpg", "png", "webp"}};
constexpr Field kNoPictures{"image_urls", Use::Ignored, Kind::Any,
                            "this endpoint draws from the prompt alone; the one that edits ends in /edit"};
constexpr Field kNoPicture{"image_url", Use::Ignored, Kind::Any, "likewise"};
constexpr Field kMask{"mask_url", Use::Ignored, Kind::Any,
                      "Seedream has no masks; @ai-sdk/fal sends one if it was given one"};

constexpr Field kV4Text[] = {kPrompt, kSizeV4,  kRuns,   kGroupMax,   kSeed,      kSync,
                             kSafety, kRewrite, kFormat, kNoPictures, kNoPicture, kMask};
constexpr Field kV4Edit[] = {kPrompt, kPictures, kPicture, kSizeV4,  kRuns,   kGroupMax,
                             kSeed,   kSync,     kSafety,  kRewrite, kFormat, kMask};
constexpr Field kOther[] = {kPrompt, kPictures, kPicture, kSizeV4,       kRuns,   kGroupMax,
                            kSeed,   kSync,     kSafety,  kOtherRewrite, kFormat, kMask};
constexpr Field kV45Text[] = {kPrompt, kSizeV45, kRuns,       kGroupMax,  kSeed, kSync,
                              kSafety, kFormat,  kNoPictures, kNoPicture, kMask};
constexpr Field kV45Edit[] = {kPrompt, kPictures, kPicture, kSizeV45, kRuns, kGroupMax,
                              kSeed,   kSync,     kSafety,  kFormat,  kMask};

}  // namespace

constexpr FieldTable kV4TextFields{kV4Text, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kV4EditFields{kV4Edit, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kV45TextFields{kV45Text, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kV45EditFields{kV45Edit, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kOtherFields{kOther, UnknownFields::Ignored, NullValues::Absent};

const Endpoint& endpoint_of(std::string_view id) {
  static constexpr Endpoint kEndpoints[] = {
      {"fal-ai/bytedance/seedream/v4/text-to-image", &kV4TextFields, false, Rewrite::Standard},
      {"fal-ai/bytedance/seedream/v4/edit", &kV4EditFields, true, Rewrite::Standard},
      {"fal-ai/bytedance/seedream/v4.5/text-to-image", &kV45TextFields, false, Rewrite::Off},
      {"fal-ai/bytedance/seedream/v4.5/edit", &kV45EditFields, true, Rewrite::Off},
  };
  static constexpr Endpoint kAnyOther{"", &kOtherFields, false, Rewrite::Off};
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.id == id) return endpoint;
  }
  return kAnyOther;
}

Draft read_input(const std::string& id, const Json& body) {
  constexpr std::ptrdiff_t kMostReferences = 10;
  const Endpoint& endpoint = endpoint_of(id);
  std::vector<FieldError> faults = find_faults(*endpoint.fields, body);
  if (!faults.empty()) throw FaultList(std::move(faults));

  Draft draft;
  draft.names.references = "image_urls";
  draft.names.size = draft.names.aspect_ratio = "image_size";
  draft.names.width = "image_size.width";
  draft.names.height = "image_size.height";
  draft.names.runs = "num_images";
  draft.names.webhook = "fal_webhook";
  draft.rewrite = endpoint.rewrite;
  read_fields(*endpoint.fields, body, draft);
  draft.model = without_own_owner(id);

  auto& references = draft.references;
  if (endpoint.is_edit && references.empty()) {
    throw FieldError(Problem::Missing, "image_urls: missing; expected a list of strings", "image_urls");
  }
  if (std::ssize(references) > kMostReferences)
    references.erase(references.begin(), references.end() - kMostReferences);
  const bool is_exact = draft.width_px && draft.height_px && !draft.may_be_smaller;
  if (is_exact && endpoint.is_edit) {
    draft.may_be_smaller = true;
  } else if (is_exact) {
    // As a size of the family's: the smallest picture of 4.5 is larger than that of 4.0.
    draft.size = to_string(PixelSize{*draft.width_px, *draft.height_px});
    draft.width_px.reset();
    draft.height_px.reset();
  }
  return draft;
}

}  // namespace reverie::fal
