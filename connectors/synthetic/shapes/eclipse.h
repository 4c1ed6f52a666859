// The shape of Eclipse: the views of its reporting copy.
//
// What happened is the answers of forms, found by the GUID of the form's design, the name of the
// control and the state of the form; and classifications, each with a path that says of what kind
// it is, kept when they are deleted. Designs and paths are each council's own: those of the made-up
// council stand here and in config/mappings/eclipse.yaml. Names of views, columns and controls are
// those that public extracts of councils read.
#pragma once

#include <vector>

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic::eclipse {

/// All views of the shape.
[[nodiscard]] std::vector<Table> tables(const Holdings& holdings);

// Its parts: each adds the views of one area.
void add_people(std::vector<Table>& tables, const Holdings& holdings);
void add_classifications(std::vector<Table>& tables, const Holdings& holdings);
void add_forms(std::vector<Table>& tables, const Holdings& holdings);
void add_care(std::vector<Table>& tables, const Holdings& holdings);
void add_relationships(std::vector<Table>& tables, const Holdings& holdings);

// What the system writes everywhere.
inline constexpr std::string_view kId = "varchar(48)";
inline constexpr std::string_view kCode = "varchar(100)";
inline constexpr std::string_view kText = "varchar(1000)";
inline constexpr std::string_view kDate = "timestamp";

// The made-up council's own designs of forms.
inline constexpr std::string_view kReferral = "00000000-0000-4000-8000-000000000001";
inline constexpr std::string_view kAssessment = "00000000-0000-4000-8000-000000000002";
inline constexpr std::string_view kEnquiry = "00000000-0000-4000-8000-000000000003";
inline constexpr std::string_view kMeeting = "00000000-0000-4000-8000-000000000004";
inline constexpr std::string_view kQuestionnaire = "00000000-0000-4000-8000-000000000005";

// The made-up council's own paths of classifications.
inline constexpr std::string_view kCase = "10";
inline constexpr std::string_view kPlan = "4";
inline constexpr std::string_view kProtection = "51";
inline constexpr std::string_view kCategory = "81";
inline constexpr std::string_view kDisability = "55";
inline constexpr std::string_view kAsylum = "83";
inline constexpr std::string_view kNoNumber = "2";

}  // namespace dataflow::synthetic::eclipse
