#include "server/dialects/oxen_fields.h"

#include "server/dialects/values.h"

namespace reverie::oxen {
namespace {

constexpr Field kModel{"model", Use::Required, Kind::Text, "model id", into<&Draft::model>};
constexpr Field kPrompt{"prompt",
                        Use::Required,
                        Kind::Text,
                        "what to draw; @Image1, @Image2 name the references",
                        into<&Draft::prompt>,
                        {},
                        {1, 1e300}};
constexpr Field kReferences{"input_image",
                            Use::Optional,
                            Kind::TextOrTextList,
                            "references: URLs or data URIs, at most 14",
                            into_references,
                            {},
                            {0, 14}};
constexpr Field kSize{"size", Use::Optional, Kind::Text,
                      "1K (4.0 only), 2K, 4K or WIDTHxHEIGHT; 2K when absent", into<&Draft::size>};
constexpr Field kAspectRatio{
    "aspect_ratio",
    Use::Optional,
    Kind::Text,
    "with a size of 1K, 2K or 4K; 1:1 when absent",
    into<&Draft::aspect_ratio>,
    {"1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "21:9", "match_input_image"}};
constexpr Field kSeed{"seed", Use::Optional,   Kind::Integer, "-1 draws one", into<&Draft::seed>,
                      {},     {-1, 2147483647}};
constexpr Field kWatermark{"watermark", Use::Optional, Kind::Boolean,
                           "a visible mark at the bottom right; false when absent",
                           into<&Draft::has_watermark>};
constexpr Field kFormat{"output_format", Use::Optional,
                        Kind::Text,      "jpeg when absent; the vendor reads it for Seedream 5 only",
                        into_format,     {"png", "jpeg"}};
constexpr Field kSteps{"num_inference_steps",
                       Use::Optional,
                       Kind::Integer,
                       "the model's own when absent",
                       into<&Draft::steps>,
                       {},
                       {1, 1000}};
constexpr Field kDelivery{"response_format", Use::Optional, Kind::Text,
                          "url when absent", into_delivery, {"url", "b64_json"}};
constexpr Field kQueueDelivery{"response_format", Use::Ignored, Kind::Text,
                               "a generation of the queue always has a URL"};
constexpr Field kNamespace{"target_namespace", Use::Ignored, Kind::Text,
                           "pictures belong to the account of the key"};
constexpr Field kCount{"n", Use::Optional, Kind::Integer, "pictures; 1 when absent", into<&Draft::runs>,
                       {},  {1, 1e300}};
constexpr Field kGenerations{"num_generations",
                             Use::Optional,
                             Kind::Integer,
                             "generations, each with an id and a seed of its own; 1 when absent",
                             into<&Draft::runs>,
                             {},
                             {1, 4}};

constexpr Field kImage[] = {
    kModel,
    kPrompt,
    kReferences,
    kSize,
    kAspectRatio,
    kSeed,
    kWatermark,
    kFormat,
    kDelivery,
    kSteps,
    kCount,
    kNamespace,
    {"num_generations", Use::Ignored, Kind::Integer, "counts in the queue only; n counts here"},
};

constexpr Field kQueue[] = {
    kModel,
    kGenerations,
    kPrompt,
    kReferences,
    kSize,
    kAspectRatio,
    kSeed,
    kWatermark,
    kFormat,
    kQueueDelivery,
    kSteps,
    kNamespace,
    {"n", Use::Ignored, Kind::Integer, "num_generations counts here"},
};

constexpr Field kAtOnce[] = {kModel, kGenerations};

}  // namespace

constexpr FieldTable kImageFields{kImage, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kQueueFields{kQueue, UnknownFields::Ignored, NullValues::Absent};
constexpr FieldTable kQueuedAtOnce{kAtOnce, UnknownFields::Ignored, NullValues::Absent};

FieldNames our_names() {
  FieldNames names;
  names.references = "input_image";
  return names;
}

}  // namespace reverie::oxen
