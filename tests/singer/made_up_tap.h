// A tap of a made-up council as a real process, for tests.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "agent/json/value.h"
#include "connectors/singer/singer_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow {

class MadeUpTap {
 public:
  /// With the fault, and options besides.
  explicit MadeUpTap(const std::string& fault = "", std::map<std::string, std::string> options = {})
      : options_{std::move(options)} {
    options_.values["tap"] = std::string(DATAFLOW_PYTHON) + " -B '" DATAFLOW_TAP "' --fault '" +
                             fault + "' --note '" + note_file() + "'";
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open() const {
    auto source = connectors::singer_kind().open(options_);
    REQUIRE(source);
    return std::move(*source);
  }

  /// Reads both streams, as a mapping that wants all columns would.
  [[nodiscard]] Result<void> read(KeptRows& rows) const {
    return open()->read(std::vector<TableShape>{kChild, kVisit}, rows);
  }

  /// The error of a read that passed on no row.
  [[nodiscard]] Error refusal() const {
    KeptRows rows;
    const auto read = this->read(rows);
    REQUIRE_FALSE(read);
    CHECK(rows.rows == 0);
    CHECK(describe(read.error()).find("Ceridwen") == std::string::npos);
    return read.error();
  }

  [[nodiscard]] std::string note_file() const { return (folder_.path() / "note").string(); }
  [[nodiscard]] std::string note() const { return TemporaryFolder::bytes_of(note_file()); }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  inline static const TableShape kChild{"child", {"id", "name", "amount", "seen", "open", "notes"}};
  inline static const TableShape kVisit{"visit", {"child", "day"}};

 private:
  TemporaryFolder folder_;
  connectors::Options options_;
};

}  // namespace dataflow
