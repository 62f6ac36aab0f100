#include "pipeline/model_settings.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/error.h"
#include "models/config_fields.h"

namespace reverie {
namespace {

ReferenceMode parse_reference_mode(const ConfigFields& fields, const std::string& text) {
  if (text == "none") return ReferenceMode::None;
  if (text == "joint") return ReferenceMode::Joint;
  if (text == "reused") return ReferenceMode::Reused;
  fields.refuse("references", "\"none\", \"joint\" or \"reused\"");
}

// A list of words, sorted; empty if it is absent.
std::vector<std::string> sorted_words(const ConfigFields& fields, const char* name) {
  std::vector<std::string> words = fields.texts(name);
  std::sort(words.begin(), words.end());
  return words;
}

WriterSettings read_writer(const Json& json, const std::string& origin) {
  const ConfigFields fields(json, origin + ": writer");
  WriterSettings writer;
  for (const auto& [name, text] :
       {std::pair("standard", &WriterSettings::standard), std::pair("fast", &WriterSettings::fast),
        std::pair("plan", &WriterSettings::plan)}) {
    if (!fields.present(name)) continue;
    const Json& value = json.at(name);
    if (!value.is_string() || value.get_ref<const std::string&>().find("{prompt}") == std::string::npos)
      fields.refuse(name, "a text with {prompt} in it");
    writer.*text = value.get<std::string>();
  }
  writer.adds = sorted_words(fields, "adds");
  writer.modifiers = sorted_words(fields, "modifiers");
  writer.plan_words = sorted_words(fields, "plan_words");
  return writer;
}

}  // namespace

ModelSettings ModelSettings::from_folder(const std::filesystem::path& folder) {
  const Json index = read_json(folder / "model_index.json");
  const ConfigFields index_fields(index, (folder / "model_index.json").string());
  index_fields.expect_if_present("_class_name", "Flux2KleinPipeline");
  ModelSettings settings;
  settings.is_distilled = index_fields.boolean_or("is_distilled", false);
  settings.steps = settings.is_distilled ? 4 : 50;
  settings.guidance_scale = settings.is_distilled ? 1.0 : 4.0;

  const std::filesystem::path path = folder / "reverie.json";
  if (!std::filesystem::exists(path)) return settings;
  const Json own = read_json(path);
  const ConfigFields fields(own, path.string());
  if (fields.present("text_layers")) settings.text_layers = fields.positives("text_layers");
  if (fields.present("text_lengths")) settings.text_lengths = fields.positives("text_lengths");
  if (!std::is_sorted(settings.text_lengths.begin(), settings.text_lengths.end())) {
    fields.refuse("text_lengths", "lengths from short to long");
  }
  settings.steps = fields.positive_or("steps", settings.steps);
  settings.guidance_scale = fields.number_or("guidance_scale", settings.guidance_scale);
  if (fields.present("references")) {
    if (!own.at("references").is_string()) fields.refuse("references", "\"none\", \"joint\" or \"reused\"");
    settings.references = parse_reference_mode(fields, own.at("references").get<std::string>());
  }
  if (fields.present("max_references")) {
    settings.max_references = static_cast<std::size_t>(fields.positive("max_references"));
    if (settings.max_references > kMaxReferences) fields.refuse("max_references", "1 to 14");
  }
  if (fields.present("reference_pixels")) settings.reference_pixels = fields.positive("reference_pixels");
  if (fields.present("groups")) {
    const Json& groups = own.at("groups");
    if (groups != "reference" && groups != "words") fields.refuse("groups", "\"reference\" or \"words\"");
    settings.anchors_groups = groups == "reference";
  }
  if (fields.present("native_pixels")) settings.native_pixels = fields.positive("native_pixels");
  for (const auto& [name, text] : {std::pair("licence", &ModelSettings::licence),
                                   std::pair("description", &ModelSettings::description)}) {
    if (!fields.present(name)) continue;
    if (!own.at(name).is_string()) fields.refuse(name, "a text");
    settings.*text = own.at(name).get<std::string>();
  }
  settings.words = sorted_words(fields, "words");
  const std::vector<std::string> read = sorted_words(fields, "read_words");
  if (!settings.words.empty())
    std::set_union(settings.words.begin(), settings.words.end(), read.begin(), read.end(),
                   std::back_inserter(settings.known_words));
  settings.read_as = fields.texts_by_name("read_as");
  if (fields.present("writer")) settings.writer = read_writer(own.at("writer"), path.string());
  return settings;
}

}  // namespace reverie
