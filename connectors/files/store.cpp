#include "connectors/files/store.h"

namespace dataflow::connectors::files {

Result<Stamp> stamp_of(Store& store, const std::string& file) {
  TRY_ASSIGN(const auto stamp, store.find(file));
  if (stamp) return *stamp;
  return Error{Remedy::wait, store.place(file), "the file was there and cannot be found now.",
               "The folder is being written: it is tried again."};
}

Result<void> check_unchanged(Store& store, const std::string& file, const Stamp& before) {
  TRY_ASSIGN(const Stamp now, stamp_of(store, file));
  if (now == before) return {};
  return Error{Remedy::wait, store.place(file), "the file was being written while it was read.",
               "It is tried again; let the export finish first."};
}

}  // namespace dataflow::connectors::files
