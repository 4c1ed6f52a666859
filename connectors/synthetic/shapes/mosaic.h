// The shape of Mosaic: the tables of its data mart, DM_...
//
// What happened is a workflow of steps, each for a group of people; answers of forms are found by
// the code of their question; placements are split when something about them changes; the day a
// child is expected is a date of birth in the future. Numbers of step types and codes of questions
// are each council's own: those of the made-up council stand here and in
// config/mappings/mosaic.yaml. Names of tables and columns are those that public extracts of
// councils read.
#pragma once

#include <vector>

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic::mosaic {

/// All tables of the shape.
[[nodiscard]] std::vector<Table> tables(const Holdings& holdings);

// Its parts: each adds the tables of one area.
void add_people(std::vector<Table>& tables, const Holdings& holdings);
void add_workflow(std::vector<Table>& tables, const Holdings& holdings);
void add_casework(std::vector<Table>& tables, const Holdings& holdings);
void add_forms(std::vector<Table>& tables, const Holdings& holdings);
void add_care(std::vector<Table>& tables, const Holdings& holdings);
void add_leavers(std::vector<Table>& tables, const Holdings& holdings);
void add_staff(std::vector<Table>& tables, const Holdings& holdings);

// What the system writes everywhere.
inline constexpr std::string_view kId = "varchar(48)";
inline constexpr std::string_view kCode = "varchar(128)";
inline constexpr std::string_view kText = "varchar(1000)";
inline constexpr std::string_view kDate = "datetime";
inline constexpr std::string_view kFlag = "varchar(1)";
/// Before a local code, so that none is taken for a national one.
inline constexpr std::string_view kLocal = "L-";

// The made-up council's own types of steps.
inline constexpr std::string_view kReferral = "335";
inline constexpr std::string_view kAssessment = "344";
inline constexpr std::string_view kPlan = "325";
inline constexpr std::string_view kPlanReview = "463";
inline constexpr std::string_view kEnquiry = "1918";
inline constexpr std::string_view kConference = "1860";
inline constexpr std::string_view kAdoption = "2104";

// The made-up council's own codes of questions.
inline constexpr std::string_view kConferenceNeeded = "s47_conference_needed";
inline constexpr std::string_view kConferenceDate = "cp_conference_date";
inline constexpr std::string_view kImmigration = "immigration_status";
inline constexpr std::string_view kImmigrationEnd = "immigration_status_end";

/// The group of people whom a step or a form is about.
[[nodiscard]] std::string group_of(std::string_view step);

}  // namespace dataflow::synthetic::mosaic
