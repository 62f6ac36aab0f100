// apps/commands.h
//
// The subcommands of the one program. Each file adds its command and its options to the command line;
// CLI11's table of options is the only one: help, ranges, environment names and docs/options.md come
// from it.
#pragma once

#include <CLI/CLI.hpp>

namespace reverie {

void add_train_command(CLI::App& app);

}  // namespace reverie
