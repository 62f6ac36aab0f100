# reverie_library(NAME SOURCES ... LINKS ... HIDES ... [TORCH | JSON])
#   One folder of src/ as a static library `reverie_NAME`. HIDES are libraries that its own sources
#   include and nobody else may. TORCH and JSON name the headers that are precompiled for it; those need
#   the same compiler flags everywhere.
function(reverie_library name)
  cmake_parse_arguments(ARG "TORCH;JSON" "" "SOURCES;LINKS;HIDES" ${ARGN})
  add_library(reverie_${name} STATIC ${ARG_SOURCES})
  target_include_directories(reverie_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_include_directories(reverie_${name} SYSTEM PUBLIC ${CMAKE_SOURCE_DIR}/third_party
                             ${CMAKE_SOURCE_DIR}/third_party/CLI11)
  target_link_libraries(reverie_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_HIDES} reverie_warnings)
  if(ARG_TORCH)
    target_link_libraries(reverie_${name} PUBLIC reverie_torch)
    reverie_share_headers(reverie_${name} TORCH)
  elseif(ARG_JSON)
    reverie_share_headers(reverie_${name} JSON)
  endif()
endfunction()

# What each kind of target has precompiled. <torch/torch.h> would be torch::nn, torch::optim and torch::data
# as well, and GCC instantiates anew in each file what a precompiled header left open: 8 s of nothing a file.
set(REVERIE_HEADERS_TORCH <torch/types.h>)
set(REVERIE_HEADERS_JSON
    <algorithm> <array> <chrono> <filesystem> <functional> <map> <memory> <mutex> <optional> <set> <span> <string>
    <string_view> <variant> <vector> <nlohmann/json.hpp>)
set(REVERIE_HEADERS_TORCH_TEST ${REVERIE_HEADERS_TORCH} <gmock/gmock.h> <gtest/gtest.h>)
set(REVERIE_HEADERS_JSON_TEST ${REVERIE_HEADERS_JSON} <gmock/gmock.h> <gtest/gtest.h>)

# Precompiles the headers of a kind in the first target that asks, and reuses them in the others.
function(reverie_share_headers target kind)
  target_compile_options(${target} PRIVATE -fPIC)  # programs too: -fPIE would not match
  get_property(owner GLOBAL PROPERTY REVERIE_${kind}_HEADERS_OWNER)
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(${target} PRIVATE ${REVERIE_HEADERS_${kind}})
    set_property(GLOBAL PROPERTY REVERIE_${kind}_HEADERS_OWNER ${target})
  endif()
endfunction()

# A target of tests/: compiled for a short build, not for speed.
function(reverie_compile_as_test target kind)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE reverie_warnings GTest::gmock)
  target_compile_options(${target} PRIVATE -O1)
  reverie_share_headers(${target} ${kind}_TEST)
endfunction()

# reverie_test(NAME SOURCES ... LINKS ... [TORCH])
#   One test program `NAME` out of tests/; every TEST in it is a ctest entry.
function(reverie_test name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_compile_definitions(${name} PRIVATE REVERIE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                             REVERIE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gtest_main)
  if(ARG_TORCH)
    reverie_compile_as_test(${name} TORCH)
  else()
    reverie_compile_as_test(${name} JSON)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
