// server/webhook_message.h
//
// What a dialect sends to a webhook. It is written when the delivery is due, not when the job changed: a
// retried delivery tells how the job stands now, and the picture's addresses in it are fresh. Every dialect
// with webhooks has, in its own namespace:
//
//   // Writes the message of one delivery; nothing if there is none for its event.
//   //   delivery   its id stays the same when it is tried again: receivers know a repeated message by it
//   //   base_url   "https://host" under which we are reached, without a slash at the end
//   std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
//                                                 const DueDelivery& delivery, const std::string& base_url);
//
// The sender signs nothing: the message comes with the headers of its dialect's signature.
//
// Used by   server/dialects (write), server/routes (chooses the dialect), server/webhook_sender (sends)
#pragma once

#include <optional>
#include <string>

#include "server/image_service.h"

namespace reverie {

struct WebhookMessage {
  std::string body;
  Headers headers;  // content-type, and whatever the dialect signs with
};

}  // namespace reverie
