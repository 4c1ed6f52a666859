// A version that extends another says only what differs: fields left out, fields changed or added.
#pragma once

#include "agent/standard/code_list_file.h"
#include "agent/standard/field.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

/// Takes the fields out of the document whose paths stand under `without:`, with all inside them.
void leave_out(const yaml::Node& without, Field& document);

/// Puts each field under `fields:`, where each is named by its path, into the document: in place of
/// the one that is there, or as a new one. A path inside nothing is a fault.
void change_fields(const yaml::Node& fields, const CodeLists& lists, Field& document);

}  // namespace dataflow::standard
