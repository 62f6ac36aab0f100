// apps/reverie_main.cpp
//
// The program: picks the subcommand, and turns what goes wrong into one line on stderr and an exit code.

#include <iostream>

#include "apps/commands.h"
#include "apps/memory_reuse.h"
#include "core/error.h"

int main(int argc, char** argv) {
  reverie::reuse_freed_memory();
  CLI::App app{"Reverie: image generation on your own machine", "reverie"};
  app.require_subcommand(1);
  app.fallthrough(false);
  app.failure_message(
      [](const CLI::App*, const CLI::Error& e) { return std::string("reverie: ") + e.what() + "\n"; });
#ifdef REVERIE_HAS_VIPS
  reverie::add_generate_command(app);
#endif
#ifdef REVERIE_HAS_SERVER
  reverie::add_serve_command(app);
  reverie::add_keys_command(app);
#endif
  reverie::add_models_command(app);
#ifdef REVERIE_HAS_HUB
  reverie::add_pull_command(app);
#endif
  reverie::add_bench_command(app);
  reverie::add_train_command(app);
  reverie::add_eval_command(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : reverie::exit_code(reverie::ErrorCode::InvalidRequest);
  } catch (const reverie::Error& e) {
    const std::string field = e.field().empty() ? "" : e.field() + ": ";
    std::cerr << "reverie: " << field << e.what() << std::endl;
    return reverie::exit_code(e.code());
  } catch (const std::exception& e) {
    std::cerr << "reverie: internal error, please report it: " << e.what() << std::endl;
    return reverie::exit_code(reverie::ErrorCode::Internal);
  }
}
