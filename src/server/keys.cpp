#include "server/keys.h"

#include "intake/secrets.h"
#include "jobs/job.h"

namespace reverie {

NewKey make_key(JobStore& store, Account wanted) {
  constexpr std::size_t kSecretBytes = 32;
  constexpr std::size_t kShownCharacters = 10;
  const std::string secret = "rvk_" + random_token(kSecretBytes);
  wanted.id = new_job_id();
  wanted.prefix = secret.substr(0, kShownCharacters);
  wanted.created = now();
  store.add_account(wanted, sha256_hex(secret));
  return {std::move(wanted), secret};
}

Json key_json(const Account& account) {
  const auto number = [](const std::optional<int64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  return {{"id", account.id},
          {"name", account.name},
          {"prefix", account.prefix},
          {"scopes", account.scopes},
          {"credits", number(account.credits)},
          {"per_minute", number(account.per_minute)},
          {"unfinished_max", number(account.unfinished_max)},
          {"created", iso_time(account.created)},
          {"revoked", account.revoked ? Json(iso_time(*account.revoked)) : Json(nullptr)}};
}

}  // namespace reverie
