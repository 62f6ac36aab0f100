# The language, the warnings (all of them errors), the sanitizers and the compile cache.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_compile_options(-pthread)  # everywhere, because some libraries ask for it and precompiled headers want equal flags

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)  # without it ccache knows no file that has precompiled headers
  endif()
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  add_link_options(-fuse-ld=mold)
endif()

add_library(reverie_warnings INTERFACE)
target_compile_options(reverie_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wno-unknown-pragmas)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms about short strings, once std::string is inlined (GCC's bugs 105329 and 105651).
  target_compile_options(reverie_warnings INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
                         -Wno-stringop-overread)
endif()

set(REVERIE_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
if(REVERIE_SANITIZE)
  add_compile_options(-fsanitize=${REVERIE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${REVERIE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # false alarms inside std::regex and std::function once instrumented
    target_compile_options(reverie_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
