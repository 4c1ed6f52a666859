// libFuzzer over the files that people write: agent.yaml, and the profile of an endpoint. Two
// choices come first: which file it is, and in what form a secret is planted in it.

#include <algorithm>

#include "agent/delivery/profile.h"
#include "agent/settings/settings.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/planted.h"
#include "tests/fuzz/promise.h"
#include "tests/temporary_folder.h"

namespace {

using namespace dataflow;
using settings::PlainSecrets;
using settings::Settings;

/// YAML ends a line at either character; both together count as one.
std::size_t most_lines(std::string_view text) {
  const auto ends =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  return static_cast<std::size_t>(ends) + 1;
}

void hold_fault(const Fault& fault, const std::filesystem::path& file, std::size_t lines) {
  promise(fault.file == file.string(), "a fault names the file that it is in");
  promise(fault.line <= lines, "the line of a fault is in the file");
  promise(!fault.what.empty(), "a fault says what is wrong");
  promise(describe(fault).find(fuzz::kMarker) == std::string::npos, "a fault repeats no secret");
}

/// Whether the file could be read.
bool read(std::size_t kind, const std::filesystem::path& file, Faults& faults) {
  switch (kind) {
    case 0:
      return Settings::read(file, faults, PlainSecrets::refused).has_value();
    case 1:
      return Settings::read(file, faults, PlainSecrets::allowed).has_value();
    default:
      return delivery::Profile::read(file, faults).has_value();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choosing input(data, size);
  const std::size_t kind = input.one_of(3);
  const auto form = fuzz::kForms.at(input.one_of(fuzz::kForms.size()));
  // What is planted already may stand in any place, and a name is rightly repeated.
  if (input.rest().find(fuzz::kMarker) != std::string_view::npos) return 0;
  static const TemporaryFolder kFolder;
  const std::string text = fuzz::planted(std::string(input.rest()), form);
  const auto file = kFolder.write("agent.yaml", text);
  Faults faults;
  promise(read(kind, file, faults) == faults.empty(), "settings are read, or have a fault");
  for (const auto& fault : faults) hold_fault(fault, file, most_lines(text));
  return 0;
}
