// EachSubject runs a case once for every subject that this machine has.
#pragma once

#include <cstdlib>
#include <memory>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/contract/subjects.h"

namespace dataflow::contract {

/// The subjects whose programs are installed. With CI in the environment all have to be.
inline std::vector<const Entry*> present_subjects() {
  std::vector<const Entry*> present;
  for (const auto& entry : all_subjects()) {
    const std::string lacks = entry.lacks();
    if (lacks.empty()) {
      present.push_back(&entry);
    } else if (std::getenv("CI") != nullptr) {
      throw std::runtime_error(entry.subject + " is not held to its promises: " + lacks);
    } else {
      WARN(entry.subject << " is left out: " << lacks);
    }
  }
  return present;
}

/// Stands at the beginning of a case, once.
class EachSubject {
 public:
  EachSubject()
      : entry_(GENERATE(Catch::Generators::from_range(present_subjects()))),
        subject_(entry_->make()),
        shown_(Catch::MessageBuilder("INFO", CATCH_INTERNAL_LINEINFO, Catch::ResultWas::Info)
               << entry_->subject) {}

  Subject* operator->() const { return subject_.get(); }
  Subject& operator*() const { return *subject_; }

 private:
  const Entry* entry_;
  std::unique_ptr<Subject> subject_;
  Catch::ScopedMessage shown_;
};

}  // namespace dataflow::contract
