#include "connectors/files/options.h"

#include <utility>

#include "connectors/files/folder.h"
#include "connectors/files/sftp_options.h"

namespace dataflow::connectors::files {

std::vector<Option> export_options(const std::string& format) {
  using Type = Option::Type;
  std::vector<Option> options = {
      {"folder",
       Type::path,
       false,
       "The folder that holds the " + format + " files.",
       "",
       {"file"}},
      {"marker", Type::text, false,
       "A file that the export writes last: without it, or when it is older than one of the "
       "others, the export is waited for."},
      {"quiet_seconds", Type::whole_number, false,
       "For so long no file may have been written; 0 is the default."},
      {"ids_end_in_zeros", Type::flag, false,
       "Whether numbers of more than 15 digits that all end in zeros are right; false is the "
       "default."}};
  for (auto& option : sftp_options()) options.push_back(std::move(option));
  return options;
}

Result<Drop> drop_of(const Options& options) {
  const std::chrono::seconds quiet(options.whole_number("quiet_seconds", 0));
  Drop drop{options.text("marker"), quiet};
  if (quiet < std::chrono::seconds(0) || drop.marker.find('/') != std::string::npos) {
    return Error{Remedy::stop, "source",
                 "'quiet_seconds' should be 0 or more, and 'marker' a name without a folder.",
                 "Check both under 'source' in the settings."};
  }
  return drop;
}

Result<Export> export_of(const Options& options) {
  TRY_ASSIGN(auto drop, drop_of(options));
  if (options.has("folder") == options.has("sftp")) {
    return Error{Remedy::stop, "source", "it needs either 'folder' or 'sftp'.",
                 "Name the folder that holds the export, or its address behind SFTP."};
  }
  if (options.has("sftp")) {
    TRY_ASSIGN(auto access, sftp_access(options));
    TRY_ASSIGN(auto store, Sftp::open(std::move(access)));
    return Export{std::move(store), std::move(drop)};
  }
  return Export{std::make_unique<Folder>(options.text("folder")), std::move(drop)};
}

FileTime now() {
  return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

}  // namespace dataflow::connectors::files
