# The house: every room, its floor and what it needs. Ground floor first; read it from top to bottom
# to know the whole.

# The words of the story, errors, time.
room(core FOLDER agent/core FLOOR 0 LIBRARIES Boost::json fmt::fmt OpenSSL::Crypto)

# Libraries made safe to use.
room(sqlite FOLDER agent/sqlite FLOOR 1 NEEDS core LIBRARIES SQLite::SQLite3)
room(yaml FOLDER agent/yaml FLOOR 1 NEEDS core LIBRARIES yaml-cpp::yaml-cpp)

# The parts. None knows another.
room(connector FOLDER connectors FILES connector FLOOR 2 NEEDS core)
room(connector_sqlite FOLDER connectors/sqlite FLOOR 3 NEEDS connector sqlite)
room(connector_csv FOLDER connectors/csv FLOOR 3 NEEDS connector LIBRARIES libcsv Boost::headers)
room(connector_synthetic FOLDER connectors/synthetic FLOOR 3 NEEDS connector sqlite)
room(registry FOLDER connectors FILES registry FLOOR 4
     NEEDS connector_sqlite connector_csv connector_synthetic)
