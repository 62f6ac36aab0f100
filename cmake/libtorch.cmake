# LibTorch: -DREVERIE_LIBTORCH=DIR (a folder holding share/cmake/Torch), else the `torch` wheel that
# script/setup put in .cache/venv, else the `torch` package of the python3 on the PATH.
set(REVERIE_LIBTORCH "" CACHE PATH "LibTorch to build with; empty means the one script/setup installed")
if(NOT REVERIE_LIBTORCH)
  foreach(python ${CMAKE_SOURCE_DIR}/.cache/venv/bin/python python3)
    execute_process(
      COMMAND ${python} -c "import os, importlib.util as u; print(os.path.dirname(u.find_spec('torch').origin))"
      OUTPUT_VARIABLE torch_folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed AND torch_folder)
      set(REVERIE_LIBTORCH ${torch_folder})
      break()
    endif()
  endforeach()
endif()
if(NOT REVERIE_LIBTORCH)
  message(FATAL_ERROR "LibTorch not found. Run script/setup, or name yours: -DREVERIE_LIBTORCH=/path/to/libtorch")
endif()
message(STATUS "LibTorch: ${REVERIE_LIBTORCH}")
find_package(Torch REQUIRED CONFIG PATHS ${REVERIE_LIBTORCH} NO_DEFAULT_PATH)

# LibTorch's headers are not ours to warn about.
add_library(reverie_torch INTERFACE)
target_include_directories(reverie_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(reverie_torch INTERFACE ${TORCH_LIBRARIES})
separate_arguments(torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(reverie_torch INTERFACE ${torch_flags})
