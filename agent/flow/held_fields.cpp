#include "agent/flow/held_fields.h"

#include <algorithm>

#include <boost/json.hpp>

#include "agent/flow/difference.h"
#include "agent/flow/judging.h"
#include "agent/freshness/fingerprint.h"
#include "agent/ledger/accepted_documents.h"
#include "agent/standard/place.h"

namespace dataflow::flow {

namespace {

using Fields = std::set<std::string>;

/// The first of the fields in which the documents differ; empty when they do not.
std::string differing(const Fields& fields, const standard::Standard& standard,
                      const boost::json::value& before, const std::string& document) {
  for (const auto& difference : differences(standard, before, boost::json::parse(document))) {
    if (fields.count(difference.field->path) != 0) return difference.field->path;
  }
  return "";
}

/// Of a child that is new a value may also be missing because it could not be read.
std::string refused(const Fields& fields, const Record& record) {
  for (const auto& finding : record.findings) {
    auto path = standard::standard_path(finding.path);
    if (fields.count(path) != 0) return path;
  }
  return "";
}

void hold(const std::string& field, const Provenance& provenance, Record& record) {
  record.findings.push_back(
      {freshness::kCodesReplaced, Weight::hold, field,
       "The source's codes for this field changed as a whole, so nothing of the child is sent.",
       field, provenance.columns_of(field)});
  leave_out_if_held(record);
}

}  // namespace

Result<void> hold_fields(const Fields& fields, const ledger::Ledger& ledger,
                         const standard::Standard& standard, const Provenance& provenance,
                         std::vector<Record>& records) {
  if (fields.empty()) return {};
  TRY_ASSIGN(auto accepted, ledger::AcceptedDocuments::open(ledger));
  for (auto& record : records) {
    if (record.held()) continue;
    TRY_ASSIGN(const auto before, accepted.of(record.child));
    std::string field = *fields.begin();
    if (!before) {
      field = differing(fields, standard, nullptr, record.document);
      if (field.empty()) field = refused(fields, record);
    } else if (!before->empty()) {
      field = differing(fields, standard, boost::json::parse(*before), record.document);
    }
    if (!field.empty()) hold(field, provenance, record);
  }
  return {};
}

}  // namespace dataflow::flow
