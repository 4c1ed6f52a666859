// The singer connector reads the streams of a Singer tap, a program that reads one kind of system.
#pragma once

#include "connectors/connector.h"

namespace dataflow::connectors {

/// The kind `singer`. Options:
///
///   tap                    the program with its arguments, required; no shell reads it
///   config                 the tap's own configuration, given to it as --config
///   catalog                which streams to read, given to it as --catalog
///   zone                   convert or drop: what becomes of the zone of a date-time
///   timeout_seconds        for one run of the tap; 3600
///   most_megabytes         of its messages, and of the rows kept of them; 1024
///   most_line_megabytes    of one message; 16
///   most_memory_megabytes  of the tap's address space; 2048
///
/// Each stream is a table. Without `catalog` the tap is asked by --discover what it has, and is
/// told to select the wished columns and no others. The whole source is read every time: there is
/// no --state, because to the agent whoever a tap leaves out has left the source.
///
/// Rows are kept in memory, within the bound, until the tap has ended well: its streams come mixed,
/// and what a tap that fails has written is not all. They are of one moment as far as the tap's
/// reading is. Numbers arrive as the tap wrote them, lists and objects as JSON, a member that is
/// missing or null as nothing. A date-time with a zone becomes the local time of this machine.
[[nodiscard]] const Kind& singer_kind();

}  // namespace dataflow::connectors
