# reverie_library(NAME SOURCES ... LINKS ... HIDES ... [TORCH])
#   One folder of src/ as a static library `reverie_NAME`. HIDES are libraries that its own sources
#   include and nobody else may. With TORCH, LibTorch's headers are precompiled once and shared; that
#   needs the same compiler flags everywhere, so a library that brings flags of its own (libvips:
#   -pthread) is hidden, in a target without TORCH.
function(reverie_library name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LINKS;HIDES" ${ARGN})
  add_library(reverie_${name} STATIC ${ARG_SOURCES})
  target_include_directories(reverie_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_include_directories(reverie_${name} SYSTEM PUBLIC ${CMAKE_SOURCE_DIR}/third_party
                             ${CMAKE_SOURCE_DIR}/third_party/CLI11)
  target_link_libraries(reverie_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_HIDES} reverie_warnings)
  if(ARG_TORCH)
    target_link_libraries(reverie_${name} PUBLIC reverie_torch)
    reverie_share_torch_headers(reverie_${name})
  endif()
endfunction()

# Precompiles LibTorch's headers in the first target that asks, and reuses them in the others.
function(reverie_share_torch_headers target)
  target_compile_options(${target} PRIVATE -fPIC)  # programs too: -fPIE would not match
  get_property(owner GLOBAL PROPERTY REVERIE_TORCH_HEADERS_OWNER)
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(${target} PRIVATE <torch/torch.h>)
    set_property(GLOBAL PROPERTY REVERIE_TORCH_HEADERS_OWNER ${target})
  endif()
endfunction()

# reverie_test(NAME SOURCES ... LINKS ... [TORCH])
#   One test program `NAME` out of tests/; every TEST in it is a ctest entry.
function(reverie_test name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE REVERIE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                             REVERIE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} reverie_warnings GTest::gmock GTest::gtest_main)
  if(ARG_TORCH)
    reverie_share_torch_headers(${name})
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
