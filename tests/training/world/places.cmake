# The backgrounds: their tests, and a program that draws contact sheets, to be looked at.
reverie_test(places_test SOURCES places_test.cpp seasons_test.cpp LINKS reverie_places TORCH)
add_executable(places_sheet EXCLUDE_FROM_ALL places_sheet.cpp)
target_link_libraries(places_sheet PRIVATE reverie_places reverie_warnings)
reverie_share_headers(places_sheet TORCH)
