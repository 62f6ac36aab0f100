#include "tokenizer/chat_template.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/file.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxTemplateBytes = std::size_t{1} << 20;

[[noreturn]] void refuse(std::string_view origin, const std::string& why) {
  throw Error(ErrorCode::CorruptFile, std::string(origin) + ": " + why);
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The inside of one {{ }} or {% %}: white space outside strings goes, strings get single quotes and real
// newlines. Templates are found with either spelling of a newline.
std::string canonical_tag(std::string_view tag) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const char c = tag[i];
    if (quote == 0) {
      if (c == '\'' || c == '"') {
        quote = c;
        out += '\'';
      } else if (!is_space(c)) {
        out += c;
      }
    } else if (c == '\\' && i + 1 < tag.size()) {
      const char escaped = tag[++i];
      if (escaped == 'n') {
        out += '\n';
      } else {
        out += c;
        out += escaped;
      }
    } else if (c == quote) {
      quote = 0;
      out += '\'';
    } else {
      out += c;
    }
  }
  return out;
}

// The place after the tag that starts at `begin`; quotes may hold what looks like its end.
std::size_t tag_end(std::string_view jinja, std::size_t begin) {
  const char closing = jinja[begin + 1] == '{' ? '}' : jinja[begin + 1];
  char quote = 0;
  for (std::size_t i = begin + 2; i + 1 < jinja.size(); ++i) {
    const char c = jinja[i];
    if (closing == '#') quote = 0;  // comments have no strings
    if (quote != 0) {
      if (c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == closing && jinja[i + 1] == '}') {
      return i + 2;
    } else if ((c == '\'' || c == '"') && closing != '#') {
      quote = c;
    }
  }
  return jinja.size();
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_space);
}

// One spelling for templates that print the same. Blank text goes where Jinja drops it: before a tag that
// begins with '-', and a single newline at the end of the file.
std::string canonical_template(std::string_view jinja) {
  std::string out;
  std::size_t at = 0;
  while (at < jinja.size()) {
    std::size_t begin = at;
    while (begin < jinja.size() &&
           !(jinja[begin] == '{' && begin + 1 < jinja.size() &&
             (jinja[begin + 1] == '{' || jinja[begin + 1] == '%' || jinja[begin + 1] == '#'))) {
      ++begin;
    }
    const std::string_view text = jinja.substr(at, begin - at);
    const bool strips_before = begin + 2 < jinja.size() && jinja[begin + 2] == '-';
    const bool is_end_of_file = begin == jinja.size() && (text.empty() || text == "\n");
    if (!(is_blank(text) && (strips_before || is_end_of_file))) out += text;
    if (begin == jinja.size()) break;
    at = tag_end(jinja, begin);
    if (jinja[begin + 1] != '#') out += canonical_tag(jinja.substr(begin, at - begin));
  }
  return out;
}

// True if `canonical`, a stretch of a canonical template, is made of {% %} alone and so prints nothing.
bool prints_nothing(std::string_view canonical) {
  while (!canonical.empty()) {
    if (!canonical.starts_with("{%")) return false;
    canonical.remove_prefix(tag_end(canonical, 0));
  }
  return true;
}

constexpr std::string_view kNoTools =
    "{%-else%}{%-ifmessages[0].role=='system'%}{{-'<|im_start|>system\n'+messages[0].content+'<|im_end|>\n'}}"
    "{%-endif%}{%-endif%}";
constexpr std::string_view kUserBranch =
    "{%-if(message.role=='user')or(message.role=='system'andnotloop.first)%}"
    "{{-'<|im_start|>'+message.role+'\n'+";
constexpr std::string_view kUserBranchEnd = "content+'<|im_end|>'+'\n'}}{%-elif";
constexpr std::string_view kGenerationPrompt =
    "{%-endfor%}{%-ifadd_generation_prompt%}{{-'<|im_start|>assistant\n'}}"
    "{%-ifenable_thinkingisdefinedandenable_thinkingisfalse%}{{-'<think>\n\n</"
    "think>\n\n'}}{%-endif%}{%-endif%}";
// The short form: every message is printed alike, whoever wrote it.
constexpr std::string_view kEveryMessage =
    "{%-formessageinmessages%}{{-'<|im_start|>'+message.role+'\n'+message.content+'<|im_end|>'+'\n'}}";
// Later revisions take the content apart first; then it is called `content`.
constexpr std::string_view kContentIsString =
    "{%-formessageinmessages%}{%-ifmessage.contentisstring%}{%-setcontent=message.content%}";

bool is_qwen3(std::string_view canonical) {
  if (!canonical.ends_with(kGenerationPrompt)) return false;
  if (canonical.substr(0, canonical.size() - kGenerationPrompt.size()) == kEveryMessage) return true;
  if (!canonical.starts_with("{%-iftools%}")) return false;
  const std::size_t no_tools = canonical.find(kNoTools);
  if (no_tools == std::string_view::npos) return false;
  const std::string_view rest = canonical.substr(no_tools + kNoTools.size());
  const std::size_t user = rest.find(kUserBranch);
  if (user == std::string_view::npos) return false;
  const std::string_view before = rest.substr(0, user);
  if (!prints_nothing(before)) return false;
  const std::string_view content = rest.substr(user + kUserBranch.size());
  if (before.find(kContentIsString) != std::string_view::npos) return content.starts_with(kUserBranchEnd);
  return before.ends_with("{%-formessageinmessages%}") && content.starts_with("message.") &&
         content.substr(8).starts_with(kUserBranchEnd);
}

// A token in this file is its text, or an object with the text in it.
std::string read_token(const Json& config, const char* key, std::string_view origin) {
  const auto found = config.find(key);
  if (found == config.end()) refuse(origin, "\"" + std::string(key) + "\" is missing");
  const Json& text = found->is_object() && found->contains("content") ? found->at("content") : *found;
  if (!text.is_string())
    refuse(origin, "\"" + std::string(key) + "\" is " + found->dump() + ", expected a token");
  return text.get<std::string>();
}

// Settings that would change the ids, with the only value that we follow (besides null).
void check_settings(const Json& config, std::string_view origin) {
  const std::pair<const char*, Json> expected[] = {
      {"padding_side", "right"}, {"truncation_side", "right"}, {"add_prefix_space", false},
      {"add_bos_token", false},  {"add_eos_token", false},     {"split_special_tokens", false},
  };
  for (const auto& [key, value] : expected) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null() || *found == value) continue;
    refuse(origin, "\"" + std::string(key) + "\" is " + found->dump() + ", expected " + value.dump());
  }
}

}  // namespace

ChatTemplate ChatTemplate::from_folder(const std::filesystem::path& folder) {
  const std::filesystem::path config_path = folder / "tokenizer_config.json";
  const std::filesystem::path jinja_path = folder / "chat_template.jinja";
  Json config = read_json(config_path);
  if (config.is_object() && std::filesystem::exists(jinja_path)) {
    config["chat_template"] = read_text(jinja_path, kMaxTemplateBytes);
    return from_json(config, config_path.string() + " with chat_template.jinja");
  }
  return from_json(config, config_path.string());
}

ChatTemplate ChatTemplate::from_json(const Json& config, std::string_view origin) {
  if (!config.is_object()) refuse(origin, "expected an object");
  check_settings(config, origin);
  const auto jinja = config.find("chat_template");
  if (jinja == config.end() || !jinja->is_string()) {
    refuse(origin, "expected \"chat_template\", one text, and there is none");
  }
  const Kind kind = recognise(jinja->get_ref<const std::string&>(), origin);
  std::string pad = read_token(config, "pad_token", origin);
  const auto end = config.find("eos_token");
  const bool names_end = end != config.end() && !end->is_null();
  return {kind, pad, names_end ? read_token(config, "eos_token", origin) : pad};
}

ChatTemplate::Kind ChatTemplate::recognise(std::string_view jinja, std::string_view origin) {
  const std::string canonical = canonical_template(jinja);
  if (canonical == "{{messages[0]['content']}}" || canonical == "{{messages[0].content}}") return Kind::Plain;
  if (is_qwen3(canonical)) return Kind::Qwen3;
  refuse(origin, "the chat template is neither Qwen3's nor {{ messages[0]['content'] }}; it begins with \"" +
                     std::string(jinja.substr(0, 60)) + "\"");
}

std::string ChatTemplate::render(std::string_view prompt) const {
  if (kind_ == Kind::Plain) return std::string(prompt);
  std::string text = "<|im_start|>user\n";
  text += prompt;
  text += "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n";
  return text;
}

}  // namespace reverie
