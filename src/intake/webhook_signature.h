// intake/webhook_signature.h
//
// What proves to a webhook's receiver that the message is ours.
//
//   apiframe   X-Webhook-Signature: sha256=<hex>      key: the 32 raw bytes of SHA-256(API key)
//   standard   webhook-signature: v1,<base64>         key: the bytes behind "whsec_" in base64
//              webhook-id, webhook-timestamp          both are signed too, against replays
//
// Used by   server/webhooks.
// Source    the apiframe SDK (its web page could also be read as "the hex digits of the hash"); Standard
//           Webhooks, as Replicate uses it. Both are described in docs/dialects.
// Traps     Sign the very bytes that are sent; JSON written twice may differ.
// Proven by tests/intake/webhook_signature_test.cpp, with Python's hmac as the reference
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reverie {

// "sha256=" and 64 lower-case hex digits.
std::string apiframe_signature(std::string_view body, std::string_view api_key);

// The same by one who keeps no keys, only their SHA-256: `key_digest` is that in hex.
// Throws Error(CorruptFile) if it is not 64 hex digits: digests come from stores only.
std::string apiframe_signature_by_digest(std::string_view body, std::string_view key_digest);

// "v1," and base64. `secret` is "whsec_" and the base64 of 24 to 64 bytes.
// Throws Error(InvalidRequest, ..., "webhook_secret") if it is not; the secret is not in the message.
std::string standard_webhook_signature(std::string_view secret, std::string_view id,
                                       std::int64_t unix_seconds, std::string_view body);

// A fresh secret of 32 bytes for the above.
std::string new_webhook_secret();

}  // namespace reverie
