// Settings written into a folder of their own, with what is read of them and their faults.
#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "agent/settings/settings.h"
#include "tests/temporary_folder.h"

namespace dataflow::settings {

class Written {
 public:
  explicit Written(const std::string& text) : file_(folder_.path() / "agent.yaml") {
    std::ofstream(file_) << text;
  }
  std::optional<Settings> read(PlainSecrets plain = PlainSecrets::refused) {
    return Settings::read(file_, faults_, plain);
  }
  /// One line each, with the file's bare name.
  std::string faults() {
    static_cast<void>(read());
    std::string lines;
    for (auto fault : faults_) {
      fault.file = "agent.yaml";
      lines += describe(fault) + "\n";
    }
    return lines;
  }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
  Faults faults_;
};

}  // namespace dataflow::settings
