// image/vips_start.h
//
// Starts libvips once for the process, with everything dangerous or wasteful switched off: loaders that
// libvips itself calls untrusted (SVG, PDF, ImageMagick, ...) are blocked, the operation cache is empty
// (it would keep strangers' pictures in memory), and its warnings are not printed (a hostile file could
// fill the log with them; what matters arrives as an Error).
//
// Used by   every function of image/ that touches libvips calls it first; apps/ may call it earlier to
//           choose the number of threads.
#pragma once

namespace reverie {

// Threads libvips may use for one picture; 0 leaves it to libvips (one per core). Only the first call in
// the process has an effect. Throws Error(Internal) if libvips cannot start.
void vips_ready(int threads = 0);

}  // namespace reverie
