// apps/keys_command.cpp
//
// `reverie keys create|list|revoke|add-credits`: who may use a server. Works on the data folder, also while a
// server runs on it.

#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "core/error.h"
#include "core/file.h"
#include "jobs/sqlite_store.h"
#include "server/keys.h"

namespace reverie {
namespace {

struct KeyOptions {
  std::string data = "reverie-data";
  std::string name;
  std::string id;
  std::vector<std::string> scopes{kScopeGenerate};
  std::optional<int64_t> credits, per_minute, unfinished_max;
  int64_t more_credits = 0;
  bool json = false;
};

SqliteStore open_store(const KeyOptions& options) {
  create_folder(options.data, "--data");
  return SqliteStore(std::filesystem::path(options.data) / "reverie.db");
}

void create(const KeyOptions& options) {
  SqliteStore store = open_store(options);
  Account wanted;
  wanted.name = options.name;
  wanted.scopes = options.scopes;
  wanted.credits = options.credits;
  wanted.per_minute = options.per_minute;
  wanted.unfinished_max = options.unfinished_max;
  const auto [account, secret] = make_key(store, wanted);
  if (options.json) {
    Json report = key_json(account);
    report["key"] = secret;
    std::cout << report.dump(2) << std::endl;
    return;
  }
  std::cout << secret << std::endl;
  std::cerr << "key " << account.id << " (" << account.name << "): shown once, keep it" << std::endl;
}

void list(const KeyOptions& options) {
  SqliteStore store = open_store(options);
  Json all = Json::array();
  for (const Account& account : store.accounts()) {
    if (account.id != kLocalAccount) all.push_back(key_json(account));
  }
  if (options.json) {
    std::cout << all.dump(2) << std::endl;
    return;
  }
  for (const Json& one : all) {
    std::cout << one["id"].get<std::string>() << "  " << one["prefix"].get<std::string>() << "...  "
              << one["name"].get<std::string>() << "  scopes " << one["scopes"].dump() << "  credits "
              << (one["credits"].is_null() ? "unlimited" : one["credits"].dump())
              << (one["revoked"].is_null() ? "" : "  revoked") << "\n";
  }
  std::cout << std::flush;
}

void revoke(const KeyOptions& options) {
  if (!open_store(options).revoke_account(options.id)) {
    throw Error(ErrorCode::NotFound,
                "there is no key with the id " + options.id + ", or it is revoked already", "ID");
  }
}

void add_credits(const KeyOptions& options) {
  open_store(options).add_credits(options.id, options.more_credits);
}

}  // namespace

void add_keys_command(CLI::App& app) {
  const auto options = std::make_shared<KeyOptions>();
  KeyOptions& o = *options;
  CLI::App* keys = app.add_subcommand("keys", "Make, list and revoke the keys of a server");
  keys->require_subcommand(1);
  keys->add_option("--data", o.data, "The server's data folder")
      ->envname("REVERIE_DATA")
      ->capture_default_str();
  keys->fallthrough();

  CLI::App* creating = keys->add_subcommand("create", "Make a key and print it, once");
  creating->fallthrough();
  creating->add_option("name", o.name, "Whose it is")->required();
  creating
      ->add_option("--scope", o.scopes,
                   "generate, admin (sees everything), unsafe (may switch the policy off)")
      ->check(CLI::IsMember({kScopeGenerate, kScopeAdmin, kScopeUnsafe}))
      ->allow_extra_args(false);
  creating->add_option("--credits", o.credits, "Balance; unlimited when left out")
      ->check(CLI::Range(0, 1'000'000'000));
  creating->add_option("--per-minute", o.per_minute, "Requests a minute; unlimited when left out")
      ->check(CLI::Range(1, 1'000'000));
  creating->add_option("--unfinished-max", o.unfinished_max, "Jobs waiting or running at once")
      ->check(CLI::Range(1, 1'000'000));
  creating->add_flag("--json", o.json, "Report as JSON");
  creating->callback([options] { create(*options); });

  CLI::App* listing = keys->add_subcommand("list", "Show all keys; the secrets are not kept");
  listing->fallthrough();
  listing->add_flag("--json", o.json, "Report as JSON");
  listing->callback([options] { list(*options); });

  CLI::App* revoking = keys->add_subcommand("revoke", "End a key at once");
  revoking->fallthrough();
  revoking->add_option("id", o.id, "Its id, as `keys list` shows it")->required();
  revoking->callback([options] { revoke(*options); });

  CLI::App* crediting = keys->add_subcommand("add-credits", "Add to a key's balance");
  crediting->fallthrough();
  crediting->add_option("id", o.id, "Its id")->required();
  crediting->add_option("credits", o.more_credits, "How many; negative takes them away")->required();
  crediting->callback([options] { add_credits(*options); });
}

}  // namespace reverie
