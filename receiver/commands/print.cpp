#include "receiver/commands/print.h"

#include <iostream>

namespace dataflow::receiver {

void print(std::string_view line) {
  std::cout << line << '\n';
}

Exit print(const Faults& faults) {
  for (const auto& fault : faults) std::cerr << describe(fault) << '\n';
  return Exit::settings;
}

Exit print(const Error& error) {
  std::cerr << describe(error) << '\n';
  return Exit::failure;
}

}  // namespace dataflow::receiver
