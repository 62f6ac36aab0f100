# The backgrounds: their tests, and a program that draws contact sheets, to be looked at.
reverie_test(places_test SOURCES places_test.cpp LINKS reverie_places TORCH)
add_executable(places_sheet EXCLUDE_FROM_ALL places_sheet.cpp)
target_link_libraries(places_sheet PRIVATE reverie_places reverie_warnings)
reverie_share_torch_headers(places_sheet)
# The shared LibTorch headers are precompiled with -fPIC; a program's own -fPIE could not use them.
foreach(target places_test places_sheet)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -fPIC)
endforeach()
