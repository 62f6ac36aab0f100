// src/tokenizer/chat_template: which templates are known, what they print, and that near misses are refused.
//
// kQwen3 is written for this test: the structure of Qwen3's template around shortened branches for tools and
// answers. That transformers prints for it what render() returns, and that the published templates are
// recognised, was checked by hand; docs/numerics/tokenizer.md has the record.
#include "tokenizer/chat_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "core/error.h"

namespace reverie {
namespace {

using testing::HasSubstr;

const std::string kQwen3 = R"({%- if tools %}
    {{- '<|im_start|>system\n' }}
    {%- if messages[0].role == 'system' %}
        {{- messages[0].content + '\n\n' }}
    {%- endif %}
    {{- "# Functions \"here\"\n" }}
{%- else %}
    {%- if messages[0].role == 'system' %}
        {{- '<|im_start|>system\n' + messages[0].content + '<|im_end|>\n' }}
    {%- endif %}
{%- endif %}
{%- set ns = namespace(last=messages|length - 1) %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
    {%- elif message.role == "assistant" %}
        {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\n\n</think>\n\n' }}
    {%- endif %}
{%- endif %})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "the test's own template has no " << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string replaced_everywhere(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

Json config_with(const std::string& jinja) {
  return {{"pad_token", "<|endoftext|>"}, {"chat_template", jinja}};
}

std::string render(const std::string& jinja) {
  return ChatTemplate::from_json(config_with(jinja), "config").render("a fox");
}

const std::string kAsPlain = "a fox";
const std::string kAsQwen3 =
    "<|im_start|>user\na fox<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n";

void expect_refused(const Json& config, const std::string& why) {
  try {
    ChatTemplate::from_json(config, "tokenizer_config.json");
    ADD_FAILURE() << "accepted, expected: " << why;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(e.what(), HasSubstr(why));
    EXPECT_THAT(e.what(), testing::StartsWith("tokenizer_config.json"));
  }
}

void expect_unknown(const std::string& jinja) {
  SCOPED_TRACE(jinja);
  expect_refused(config_with(jinja), "the chat template is neither");
}

TEST(ChatTemplate, PlainGivesThePromptItself) {
  EXPECT_EQ(render(std::string(kPlainChatTemplate)), kAsPlain);
  EXPECT_EQ(render("{{messages[0][\"content\"]}}\n"), kAsPlain);
  EXPECT_EQ(render("{{ messages[0].content }}"), kAsPlain);
}

TEST(ChatTemplate, Qwen3WrapsThePromptAndEndsThinkingBeforeItBegins) {
  EXPECT_EQ(render(kQwen3), kAsQwen3);
}

TEST(ChatTemplate, Qwen3IsRecognisedInOtherSpellings) {
  EXPECT_EQ(render(kQwen3 + "\n"), kAsQwen3);
  EXPECT_EQ(render(replaced_everywhere(kQwen3, "    ", "\t")), kAsQwen3);
  EXPECT_EQ(render(replaced_everywhere(kQwen3, "\n", "\r\n")), kAsQwen3);
  EXPECT_EQ(render(replaced_everywhere(kQwen3, "\\n", "\n")), kAsQwen3);  // newlines as themselves
  EXPECT_EQ(render(replaced(kQwen3, "{%- set ns", "{#- it's a comment #}\n{%- set ns")), kAsQwen3);
  EXPECT_EQ(render(replaced(kQwen3, "'system' %}", "\"system\"%}")), kAsQwen3);
}

TEST(ChatTemplate, Qwen3IsRecognisedInTheRevisionThatTakesContentApart) {
  std::string revised = replaced(kQwen3, "{%- for message in messages %}",
                                 "{%- for message in messages %}\n    {%- if message.content is string %}\n"
                                 "        {%- set content = message.content %}\n    {%- else %}\n"
                                 "        {%- set content = '' %}\n    {%- endif %}");
  revised = replaced(revised, "'\\n' + message.content + '<|im_end|>' + '\\n'",
                     "'\\n' + content + '<|im_end|>' + '\\n'");
  EXPECT_EQ(render(revised), kAsQwen3);
}

TEST(ChatTemplate, TheShortFormPrintsTheSame) {
  const std::string generation = kQwen3.substr(kQwen3.find("{%- endfor %}\n{%- if add_generation_prompt"));
  const std::string loop =
      R"({%- for message in messages %}{{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }})";
  EXPECT_EQ(render(loop + generation), kAsQwen3);
  expect_unknown("{{- 'Hello' }}" + loop + generation);
  expect_unknown(loop + "{{- 'Hello' }}" + generation);
}

TEST(ChatTemplate, AFolderThatTransformersWroteOpens) {
  const ChatTemplate saved =
      ChatTemplate::from_folder(REVERIE_SOURCE_DIR "/tests/golden/klein_tiny/tokenizer");
  EXPECT_EQ(saved.render("a fox"), kAsQwen3);
  EXPECT_EQ(saved.pad_token(), "<|endoftext|>");
}

TEST(ChatTemplate, OtherTemplatesAreRefused) {
  expect_unknown("");
  expect_unknown("{{ messages[1]['content'] }}");
  expect_unknown("{{ messages[0]['content'] | trim }}");
  expect_unknown(" {{ messages[0]['content'] }}");  // Jinja prints the space
  expect_unknown("{{ messages[0]['content'] }}\n\n");
  expect_unknown("{{ bos_token }}{{ messages[0]['content'] }}");
  expect_unknown("{% for message in messages %}{{ message.content }}{% endfor %}");
}

TEST(ChatTemplate, NearMissesOfQwen3AreRefused) {
  // Without the switch, and with thinking on: later kinds of Qwen3.
  expect_unknown(replaced(kQwen3, "{%- if enable_thinking is defined and enable_thinking is false %}",
                          "{%- if true %}"));
  expect_unknown(replaced(kQwen3, "'<think>\\n\\n</think>\\n\\n'", "'<think>\\n'"));
  expect_unknown(replaced(kQwen3, "enable_thinking is false", "enable_thinking is true"));
  // A system message nobody asked for: Qwen2.5.
  expect_unknown(replaced(kQwen3, "    {%- endif %}\n{%- endif %}\n{%- set",
                          "    {%- else %}{{- '<|im_start|>system\\nYou help.<|im_end|>\\n' }}{%- endif "
                          "%}\n{%- endif %}\n{%- set"));
  expect_unknown(
      replaced(kQwen3, "{%- set ns", "{{- '<|im_start|>system\\nYou help.<|im_end|>\\n' }}{%- set ns"));
  expect_unknown(replaced(kQwen3, "{%- set ns", "Hello{%- set ns"));
  expect_unknown("\n{{ bos_token }}" + kQwen3);
  // Other words around the user's.
  expect_unknown(
      replaced(kQwen3, "message.content + '<|im_end|>' +", "message.content | trim + '<|im_end|>' +"));
  expect_unknown(
      replaced(kQwen3, "'<|im_start|>' + message.role + '\\n'", "'<|im_start|> ' + message.role + '\\n'"));
  expect_unknown(replaced(kQwen3, "'<|im_start|>assistant\\n'", "'<|im_start|>assistant'"));
  expect_unknown(kQwen3 + "{{ eos_token }}");
  expect_unknown(kQwen3 + " ");
}

TEST(ChatTemplate, ACutTemplateIsRefusedAtEveryLength) {
  for (std::size_t size = 0; size < kQwen3.size(); ++size) {
    EXPECT_THROW(ChatTemplate::from_json(config_with(kQwen3.substr(0, size)), "config"), Error) << size;
  }
}

TEST(ChatTemplate, ReadsThePadTokenInBothSpellings) {
  Json config = config_with(std::string(kPlainChatTemplate));
  EXPECT_EQ(ChatTemplate::from_json(config, "c").pad_token(), "<|endoftext|>");
  config["pad_token"] = {{"content", "<pad>"}, {"lstrip", false}};
  EXPECT_EQ(ChatTemplate::from_json(config, "c").pad_token(), "<pad>");
}

TEST(ChatTemplate, RefusesSettingsThatWouldChangeTheIds) {
  for (const auto& [key, value] : {std::pair<std::string, Json>{"padding_side", "left"},
                                   {"truncation_side", "left"},
                                   {"add_prefix_space", true},
                                   {"add_bos_token", true},
                                   {"add_eos_token", true},
                                   {"split_special_tokens", true}}) {
    Json config = config_with(kQwen3);
    config[key] = value;
    expect_refused(config, "\"" + key + "\" is " + value.dump());
    config[key] = nullptr;
    EXPECT_EQ(ChatTemplate::from_json(config, "c").pad_token(), "<|endoftext|>");
  }
}

TEST(ChatTemplate, RefusesAConfigThatLacksSomething) {
  Json config = config_with(kQwen3);
  config["pad_token"] = nullptr;
  expect_refused(config, "\"pad_token\" is null");
  config.erase("pad_token");
  expect_refused(config, "\"pad_token\" is missing");
  config = config_with(kQwen3);
  config["chat_template"] = {{{"name", "default"}, {"template", kQwen3}}};
  expect_refused(config, "expected \"chat_template\", one text");
  config.erase("chat_template");
  expect_refused(config, "expected \"chat_template\", one text");
  expect_refused(Json::array(), "expected an object");
}

class ChatTemplateFolder : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const char* name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      (std::string("reverie_chat_template_") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ChatTemplateFolder, TheJinjaFileGoesBeforeTheConfig) {
  write("tokenizer_config.json", config_with(std::string(kPlainChatTemplate)).dump());
  EXPECT_EQ(ChatTemplate::from_folder(folder_).render("a fox"), kAsPlain);
  write("chat_template.jinja", kQwen3);
  EXPECT_EQ(ChatTemplate::from_folder(folder_).render("a fox"), kAsQwen3);
}

TEST_F(ChatTemplateFolder, RefusesAFolderWithoutAConfigAndNamesTheFileAtFault) {
  try {
    ChatTemplate::from_folder(folder_);
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::NotFound);
  }
  write("tokenizer_config.json", R"({"pad_token": "<|endoftext|>"})");
  write("chat_template.jinja", "{{ nothing }}");
  try {
    ChatTemplate::from_folder(folder_);
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr("chat_template.jinja"));
  }
}

}  // namespace
}  // namespace reverie
