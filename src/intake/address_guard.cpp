#include "intake/address_guard.h"

#include <algorithm>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::uint16_t kFirstFreePort = 1024;

// "host:port" by the rules of addresses, so that both are compared in one form.
std::pair<std::string, std::uint16_t> read_host_and_port(const std::string& text, const std::string& field) {
  const std::string wrong = "expected a network (10.1.0.0/16) or host:port, got \"" + printable(text) + "\"";
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string::npos && text.find(']', colon) == std::string::npos;
  if (!has_port || text.find_first_of("/?#") != std::string::npos) {
    throw Error(ErrorCode::InvalidRequest, wrong, field);
  }
  try {
    const OutsideUrl url = read_outside_url("http://" + text + "/", field);
    return {url.host, url.port};
  } catch (const Error&) {  // which speaks of addresses; this is an option
    throw Error(ErrorCode::InvalidRequest, wrong, field);
  }
}

}  // namespace

AddressGuard::AddressGuard(const std::vector<std::string>& allow, const std::string& field) {
  for (const std::string& entry : allow) {
    if (const auto network = IpNetwork::parse(entry)) {
      networks_.push_back(*network);
    } else {
      hosts_.push_back(read_host_and_port(entry, field));
    }
  }
}

bool AddressGuard::is_allowed_host(const OutsideUrl& url) const {
  return std::find(hosts_.begin(), hosts_.end(), std::pair(url.host, url.port)) != hosts_.end();
}

void AddressGuard::check_port(const OutsideUrl& url, const std::string& field) const {
  const bool is_open = url.port == 80 || url.port == 443 || url.port >= kFirstFreePort;
  if (is_open || is_allowed_host(url)) return;
  throw Error(ErrorCode::InvalidRequest, url.shown() + ": expected port 80, 443 or one from 1024 up", field);
}

void AddressGuard::check_addresses(const OutsideUrl& url, const std::vector<IpAddress>& addresses,
                                   const std::string& field) const {
  if (is_allowed_host(url)) return;
  const auto is_allowed = [&](const IpAddress& address) {
    return address.is_public() ||
           std::any_of(networks_.begin(), networks_.end(),
                       [&](const IpNetwork& network) { return network.contains(address); });
  };
  if (std::all_of(addresses.begin(), addresses.end(), is_allowed)) return;
  throw Error(ErrorCode::InvalidRequest, url.shown() + " is not a public address", field);
}

}  // namespace reverie
