#include "jobs/account.h"

#include <algorithm>

namespace reverie {

bool Account::may(const std::string& scope) const {
  return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

}  // namespace reverie
