# A room is a folder that is a CMake target. Rooms stand on floors; a room may only need rooms on
# floors below its own. house.cmake lists them all. tests/floors reads the includes and holds the
# code to the same list.

# room(<name> FOLDER <path> FLOOR <n> [FILES <stem>...] [NEEDS <room>...] [LIBRARIES <target>...])
#   FILES      only these files of the folder, named without .h and .cpp; all of them otherwise
#   NEEDS      rooms whose headers this room includes
#   LIBRARIES  libraries from outside the house
function(room name)
  cmake_parse_arguments(ROOM "" "FOLDER;FLOOR" "FILES;NEEDS;LIBRARIES" ${ARGN})
  foreach(needed IN LISTS ROOM_NEEDS)
    get_target_property(floor_below ${needed} DATAFLOW_FLOOR)
    if(NOT floor_below LESS ROOM_FLOOR)
      message(FATAL_ERROR "Room ${name} (floor ${ROOM_FLOOR}) may not need ${needed} "
                          "(floor ${floor_below}): a room needs only the floors below it")
    endif()
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${ROOM_FOLDER}/*.cpp)
  if(ROOM_FILES)
    list(JOIN ROOM_FILES "|" stems)
    list(FILTER sources INCLUDE REGEX "/(${stems})\\.cpp$")
  endif()
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${name} PRIVATE compiler)
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} ${scope} ${ROOM_NEEDS} ${ROOM_LIBRARIES})
  set_target_properties(${name} PROPERTIES DATAFLOW_FLOOR ${ROOM_FLOOR})
  set_property(GLOBAL APPEND PROPERTY DATAFLOW_ROOMS "${name}|${ROOM_FOLDER}|${ROOM_FILES}|${ROOM_FLOOR}|${ROOM_NEEDS}")
endfunction()

# program(<name> MAIN <file> NEEDS <room>...)
function(program name)
  cmake_parse_arguments(PROGRAM "" "MAIN" "NEEDS;LIBRARIES" ${ARGN})
  add_executable(${name} ${CMAKE_SOURCE_DIR}/${PROGRAM_MAIN})
  target_link_libraries(${name} PRIVATE compiler ${PROGRAM_NEEDS} ${PROGRAM_LIBRARIES})
endfunction()
