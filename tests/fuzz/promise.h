// A promise that fuzzers hold code to: broken, it ends the program, and libFuzzer keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace dataflow {

/// `sentence` is printed when the promise is broken, for whoever reads the finding.
inline void promise(bool kept, const char* sentence) {
  if (kept) return;
  std::fprintf(stderr, "Broken promise: %s\n", sentence);
  std::abort();
}

}  // namespace dataflow
