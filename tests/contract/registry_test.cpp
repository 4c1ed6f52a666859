#include "connectors/registry.h"

#include <algorithm>

#include "tests/contract/each_subject.h"

using namespace dataflow;
using namespace dataflow::contract;

TEST_CASE("every kind in the registry is held to the contract") {
  for (const auto& kind : connectors::kinds()) {
    // It makes up its rows itself: nobody can fill it.
    if (kind.name == "synthetic") continue;
    INFO(kind.name);
    const auto entries = all_subjects();
    CHECK(std::any_of(entries.begin(), entries.end(),
                      [&](const Entry& entry) { return entry.kind == kind.name; }));
  }
}

TEST_CASE("every trouble is met by one kind at least") {
  for (const Can what : {Can::tell_empty_text_from_null, Can::be_lost_midway, Can::be_too_slow,
                         Can::refuse_who_asks, Can::show_its_own_shape}) {
    const auto present = present_subjects();
    INFO(static_cast<int>(what));
    CHECK(std::any_of(present.begin(), present.end(),
                      [&](const Entry* entry) { return entry->make()->can(what); }));
  }
}
