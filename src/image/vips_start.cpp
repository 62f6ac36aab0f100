#include "image/vips_start.h"

#include <mutex>
#include <string>
#include <vips/vips8>

#include "core/error.h"

namespace reverie {
namespace {

void drop_message(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

void start(int threads) {
  if (vips_init("reverie") != 0) {
    throw Error(ErrorCode::Internal, std::string("libvips cannot start: ") + vips_error_buffer());
  }
  vips_block_untrusted_set(1);
  vips_cache_set_max(0);
  if (threads > 0) vips_concurrency_set(threads);
  const int quiet = G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG;
  g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(quiet), drop_message, nullptr);
}

}  // namespace

void vips_ready(int threads) {
  static std::once_flag started;
  std::call_once(started, start, threads);
}

}  // namespace reverie
