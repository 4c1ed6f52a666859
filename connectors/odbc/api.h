// ODBC's own headers, as each platform wants them included.
#pragma once

#if __has_include(<windows.h>)
#define NOMINMAX  // or std::min would be a macro
#include <windows.h>
#endif

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>
