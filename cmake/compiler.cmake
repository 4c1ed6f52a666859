# How everything is compiled: strict warnings, ccache, sanitizers.

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(compiler INTERFACE)
target_compile_options(compiler INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wunused -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(compiler INTERFACE -Wduplicated-cond -Wlogical-op)
  # g++ 12 reports uninitialised reads inside std::variant that do not happen (GCC bug 105562).
  target_compile_options(compiler INTERFACE -Wno-maybe-uninitialized)
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # What is shipped: the same bytes in whatever folder it is built, also where ccache is told to write
  # relative paths (the third is the room that CMake makes one file of); and Debian's own hardening.
  file(RELATIVE_PATH build_folder ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -ffile-prefix-map=../..=.
                      -ffile-prefix-map=CMakeFiles=./${build_folder}/CMakeFiles
                      -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection)
  add_link_options(-Wl,-z,relro,-z,now)
endif()

if(DATAFLOW_SANITIZE)
  add_compile_options(-fsanitize=${DATAFLOW_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DATAFLOW_SANITIZE})
  if(DATAFLOW_SANITIZE MATCHES "address")
    # To put 800,000 addresses of descriptions in their place takes a third of a program's start.
    add_compile_options(-fno-pie)
    add_link_options(-no-pie)
  endif()
  if(DATAFLOW_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=all)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      # clang 14 cannot assemble its check of function types in coroutines, and takes a minute to
      # optimise one of these files.
      set_source_files_properties(receiver/connection.cpp receiver/server.cpp
                                  agent/service/metrics_server.cpp PROPERTIES
                                  COMPILE_OPTIONS "-fno-sanitize=function;-O0")
    endif()
  endif()
endif()
