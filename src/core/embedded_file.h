// core/embedded_file.h
//
// A file that is part of the program: cmake/embed.cmake puts it there.
//
// Used by   server/workbench_page
#pragma once

#include <span>
#include <string_view>

namespace reverie {

struct EmbeddedFile {
  std::string_view path;  // below the folder it comes from, with '/': "styles/tokens.css"
  std::string_view bytes;
};

}  // namespace reverie
