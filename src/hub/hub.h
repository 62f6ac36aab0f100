// hub/hub.h
//
// Asks a hub that speaks the Hugging Face API what a model repository contains.
//
// Used by   pull.cpp; apps/pull_command for `--list`.
// Source    See listing.h for the answers and their rules.
// Traps     The revision is turned into a commit first and the tree is read at that commit. Reading
//           the tree of a branch would mix two states if somebody pushes between two pages.
// Proven by tests/hub/hub_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "hub/hub_options.h"
#include "hub/listing.h"

namespace reverie {

class HttpClient;

// Every file of repository `id` ("owner/name") at options.revision.
// Throws Error: InvalidRequest (id, options), Unauthenticated, NotFound, Busy, Unreachable, Cancelled,
// CorruptFile (an answer that breaks a rule of listing.h).
RepositoryListing list_repository(const HubOptions& options, std::string_view id,
                                  const CancelCheck& cancelled = {});

// The same over an open client, whose connection the downloads then use.
RepositoryListing list_repository(HttpClient& http, std::string_view id);

// Where the content of one file is.
std::string file_url(const HubOptions& options, const RepositoryListing& listing, const RepositoryFile& file);

}  // namespace reverie
