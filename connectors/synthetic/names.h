// Names of people who do not exist: built from syllables, so that they can be said but occur in no
// ordinary text. A search of all logs for them proves that no name leaks.
#pragma once

#include <string>

#include "connectors/synthetic/random.h"

namespace dataflow::synthetic {

/// Five letters or more in ASCII, except for about one in fifty with a diacritic (UTF-8).
[[nodiscard]] std::string forename(Random& random);

/// Seven letters or more; about one in twenty has an apostrophe, a hyphen or a diacritic.
[[nodiscard]] std::string surname(Random& random);

/// "Brackwenth Road", and the like.
[[nodiscard]] std::string street(Random& random);

/// "Quendmouth", and the like.
[[nodiscard]] std::string town(Random& random);

/// A postcode of valid shape in an area that no post office knows: "ZK12 4BD".
[[nodiscard]] std::string postcode(Random& random);

}  // namespace dataflow::synthetic
