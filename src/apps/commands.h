// apps/commands.h
//
// The subcommands of the one program. Each file adds its command and its options to the command line;
// CLI11's table of options is the only one: help, ranges and environment names come from it.
#pragma once

#include <CLI/CLI.hpp>

namespace reverie {

void add_generate_command(CLI::App& app);  // needs libvips
void add_keys_command(CLI::App& app);      // needs what the server needs
void add_models_command(CLI::App& app);
void add_pull_command(CLI::App& app);  // needs libcurl
void add_bench_command(CLI::App& app);
void add_eval_command(CLI::App& app);
void add_serve_command(CLI::App& app);  // Boost, SQLite, libcurl, libvips, prometheus-cpp, spdlog
void add_train_command(CLI::App& app);
void add_train_transformer(CLI::App& train);
void add_train_distil(CLI::App& train);
void add_train_language(CLI::App& train);
void add_train_decoder(CLI::App& train);
void add_train_upscaler(CLI::App& train);

}  // namespace reverie
