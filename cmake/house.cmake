# The house: every room, its floor and what it needs. Ground floor first; read it from top to bottom
# to know the whole.

# The words of the story, errors, time.
room(core FOLDER agent/core FLOOR 0 LIBRARIES Boost::json fmt::fmt OpenSSL::Crypto)

set_source_files_properties(${CMAKE_SOURCE_DIR}/agent/core/version.cpp PROPERTIES COMPILE_DEFINITIONS
                            DATAFLOW_VERSION="${PROJECT_VERSION}" SKIP_UNITY_BUILD_INCLUSION ON)

# Libraries made safe to use.
room(sqlite FOLDER agent/sqlite FLOOR 1 NEEDS core LIBRARIES SQLite::SQLite3)
room(yaml FOLDER agent/yaml FLOOR 1 NEEDS core LIBRARIES yaml-cpp::yaml-cpp)
room(json FOLDER agent/json FLOOR 1 NEEDS core LIBRARIES Boost::json)
room(xml FOLDER agent/xml FLOOR 1 NEEDS core LIBRARIES LibXml2::LibXml2)
room(signing FOLDER agent/signing FLOOR 1 NEEDS core LIBRARIES OpenSSL::Crypto libp11)
room(http FOLDER agent/http FLOOR 1 NEEDS core LIBRARIES CURL::libcurl OpenSSL::Crypto)
room(gzip FOLDER agent/gzip FLOOR 1 NEEDS core LIBRARIES libdeflate)
# When runs are due.
room(schedule FOLDER agent/schedule FLOOR 1 NEEDS core LIBRARIES date::date-tz)
room(logging FOLDER agent/logging FLOOR 1 NEEDS core LIBRARIES spdlog::spdlog libsystemd)

# The parts. None knows another.
room(settings FOLDER agent/settings FLOOR 2 COLD NEEDS yaml http schedule
     LIBRARIES $<$<PLATFORM_ID:Windows>:crypt32>)
room(standard FOLDER agent/standard FLOOR 2 NEEDS yaml)
room(ledger FOLDER agent/ledger FLOOR 2 NEEDS sqlite LIBRARIES zstd)
room(oauth FOLDER agent/oauth FLOOR 2 COLD NEEDS signing http)
room(connector FOLDER connectors FILES connector wishes may_write profile FLOOR 2 NEEDS core)
room(delivery FOLDER agent/delivery FLOOR 3 COLD NEEDS oauth gzip yaml)
room(connector_sqlite FOLDER connectors/sqlite FLOOR 3 NEEDS connector sqlite)
# Where exports lie, and what Excel does to them: for every kind of source that is made of files.
room(connector_files FOLDER connectors/files FLOOR 3 NEEDS connector http)
room(connector_excel FOLDER connectors/excel FLOOR 3 NEEDS connector)
room(connector_csv FOLDER connectors/csv FLOOR 4 NEEDS connector_files connector_excel
     LIBRARIES libcsv Boost::headers)
room(connector_xlsx FOLDER connectors/xlsx FLOOR 4 NEEDS connector_files connector_excel
     LIBRARIES libzip EXPAT::EXPAT)
room(connector_xml FOLDER connectors/xml FLOOR 4 NEEDS connector_files xml yaml)
room(connector_synthetic FOLDER connectors/synthetic FLOOR 3 NEEDS connector sqlite)
room(connector_odbc FOLDER connectors/odbc FLOOR 3 COLD NEEDS connector LIBRARIES odbc Boost::headers)
room(connector_rest FOLDER connectors/rest FLOOR 3 COLD NEEDS connector json oauth yaml)
room(connector_singer FOLDER connectors/singer FLOOR 3 COLD NEEDS connector json)
# How the agent is, read from its ledger, for those who watch over it.
room(health FOLDER agent/health FLOOR 3 COLD NEEDS ledger settings)
# The standard's rules, asked about built documents.
room(rules FOLDER agent/rules FLOOR 3 COLD NEEDS standard sqlite)
# The made-up council as other systems lay it out.
room(shapes FOLDER connectors/synthetic/shapes FLOOR 4 NEEDS connector_synthetic)
# SQL over staged rows to documents.
room(mapping FOLDER agent/mapping FLOOR 3 NEEDS standard sqlite LIBRARIES libcsv)
# Why a value says what it says, back to the source's rows.
room(explain FOLDER agent/explain FLOOR 4 COLD NEEDS mapping)
# What a data lead works on a mapping with: its examples, its coverage, the codes it lacks.
room(workbench FOLDER agent/workbench FLOOR 4 COLD NEEDS mapping)
# When a source may be read and believed: ready, equal, within its load.
room(freshness FOLDER agent/freshness FLOOR 4 COLD NEEDS mapping ledger connector)
# What a council sets right by hand.
room(corrections FOLDER agent/corrections FLOOR 4 COLD NEEDS mapping)
room(registry FOLDER connectors FILES registry FLOOR 5
     NEEDS connector_sqlite connector_csv connector_xlsx connector_xml connector_synthetic
           connector_odbc connector_rest connector_singer)

# The only place where the parts meet.
room(flow FOLDER agent/flow FLOOR 5 COLD NEEDS freshness corrections explain rules ledger
     delivery connector)

# The composition root: builds the parts from the settings.
room(app FOLDER agent/app FLOOR 6 COLD NEEDS flow health settings registry logging)

# What hosts it, and what people type.
room(service FOLDER agent/service FLOOR 7 COLD NEEDS app
     LIBRARIES Threads::Threads Boost::headers libsystemd)
# What may leave a council about its agent, and the search that sees to it.
room(support FOLDER agent/support FLOOR 7 COLD NEEDS app LIBRARIES libzip libsystemd)
# What `init` asks, tries and writes.
room(setup FOLDER agent/setup FLOOR 8 COLD NEEDS service workbench)
room(commands FOLDER agent/commands FLOOR 9 COLD NEEDS setup support service workbench shapes LIBRARIES CLI11::CLI11)

program(dataflow-agent MAIN agent/main.cpp NEEDS commands)

# The other end: the reference central endpoint.
room(receiver FOLDER receiver FLOOR 3 NEEDS standard signing sqlite yaml logging gzip
     LIBRARIES Boost::headers OpenSSL::SSL Threads::Threads)
room(receiver_commands FOLDER receiver/commands FLOOR 4 COLD NEEDS receiver LIBRARIES CLI11::CLI11)
program(dataflow-receiver MAIN receiver/main.cpp NEEDS receiver_commands)
