// The table of all subjects: a new kind of connector is one file here and one line in subjects.cpp.
#pragma once

#include <span>

#include "tests/contract/subject.h"

namespace dataflow::contract {

/// Every subject there is, whether it can run on this machine or not.
[[nodiscard]] std::span<const Entry> all_subjects();

[[nodiscard]] std::unique_ptr<Subject> make_sqlite();
[[nodiscard]] std::unique_ptr<Subject> make_csv();
[[nodiscard]] std::unique_ptr<Subject> make_xml();
[[nodiscard]] std::unique_ptr<Subject> make_rest();
[[nodiscard]] std::unique_ptr<Subject> make_singer();
[[nodiscard]] std::unique_ptr<Subject> make_postgresql();
[[nodiscard]] std::unique_ptr<Subject> make_mariadb();
[[nodiscard]] std::string postgresql_lacks();
[[nodiscard]] std::string mariadb_lacks();

}  // namespace dataflow::contract
