# reverie_embed(TARGET FUNCTION FOLDER)
#   Puts every file below FOLDER into TARGET, to be asked for through
#
#     std::span<const EmbeddedFile> FUNCTION();      (core/embedded_file.h), sorted by path
#
#   The assembler copies the files (.incbin), so that the source is small and compiles at once however large
#   they are. A file that appears or goes is noticed at the next build, one that changes as well.
function(reverie_embed target function folder)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS LIST_DIRECTORIES false ${folder}/*)
  list(SORT paths)
  set(bytes "")
  set(names "")
  set(rows "")
  set(number 0)
  foreach(path ${paths})
    file(RELATIVE_PATH name ${folder} ${path})
    set(symbol ${function}_${number})
    string(APPEND bytes "    \".global ${symbol}\\n${symbol}: .incbin \\\"${path}\\\"\\n\"\n"
                        "    \".global ${symbol}_end\\n${symbol}_end: .byte 0\\n\"\n")
    string(APPEND names "extern const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows "      {\"${name}\", {${symbol}, ${symbol}_end}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
// Made by cmake/embed.cmake from @folder@.
#include <array>

#include "core/embedded_file.h"

asm(".pushsection .rodata\n"
@bytes@    ".popsection\n");

extern "C" {
@names@}

namespace reverie {

std::span<const EmbeddedFile> @function@() {
  static const std::array<EmbeddedFile, @number@> files{{
@rows@  }};
  return files;
}

}  // namespace reverie
]])
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}" SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
