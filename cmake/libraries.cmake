# The libraries the house is built on, all of them from Debian 12.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(CURL REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(date REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(Catch2 2 REQUIRED)

find_package(EXPAT 2.5 REQUIRED)

find_path(ZIP_INCLUDE_DIR zip.h REQUIRED)
find_library(ZIP_LIBRARY zip REQUIRED)
add_library(libzip INTERFACE IMPORTED)
target_include_directories(libzip SYSTEM INTERFACE ${ZIP_INCLUDE_DIR})
target_link_libraries(libzip INTERFACE ${ZIP_LIBRARY})

find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(libcsv INTERFACE IMPORTED)
target_include_directories(libcsv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})
target_link_libraries(libcsv INTERFACE ${CSV_LIBRARY})

# Debian's yaml-cpp exports a bare target without its include directory on some versions.
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

find_path(ZSTD_INCLUDE_DIR zstd.h REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)
add_library(zstd INTERFACE IMPORTED)
target_include_directories(zstd SYSTEM INTERFACE ${ZSTD_INCLUDE_DIR})
target_link_libraries(zstd INTERFACE ${ZSTD_LIBRARY})

find_path(DEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(DEFLATE_LIBRARY deflate REQUIRED)
add_library(libdeflate INTERFACE IMPORTED)
target_include_directories(libdeflate SYSTEM INTERFACE ${DEFLATE_INCLUDE_DIR})
target_link_libraries(libdeflate INTERFACE ${DEFLATE_LIBRARY})

# unixODBC, and on Windows the system's own odbc32.
find_path(ODBC_INCLUDE_DIR sql.h REQUIRED)
find_library(ODBC_LIBRARY NAMES odbc odbc32 REQUIRED)
add_library(odbc INTERFACE IMPORTED)
target_include_directories(odbc SYSTEM INTERFACE ${ODBC_INCLUDE_DIR})
target_link_libraries(odbc INTERFACE ${ODBC_LIBRARY})

# How a service tells systemd how it is, and the journal.
find_path(SYSTEMD_INCLUDE_DIR systemd/sd-daemon.h REQUIRED)
find_library(SYSTEMD_LIBRARY systemd REQUIRED)
add_library(libsystemd INTERFACE IMPORTED)
target_include_directories(libsystemd SYSTEM INTERFACE ${SYSTEMD_INCLUDE_DIR})
target_link_libraries(libsystemd INTERFACE ${SYSTEMD_LIBRARY})

find_path(P11_INCLUDE_DIR libp11.h REQUIRED)
find_library(P11_LIBRARY p11 REQUIRED)
add_library(libp11 INTERFACE IMPORTED)
target_include_directories(libp11 SYSTEM INTERFACE ${P11_INCLUDE_DIR})
target_link_libraries(libp11 INTERFACE ${P11_LIBRARY})
