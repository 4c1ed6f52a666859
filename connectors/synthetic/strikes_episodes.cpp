#include <algorithm>

#include "connectors/synthetic/cells.h"
#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/readings.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic::strikes {

namespace {

using namespace ssd;

/// The cells of one column that a dial may strike.
struct Column {
  TableId table;
  std::size_t id;   ///< whose identifier decides
  std::size_t end;  ///< rows that ended too early to be sent are let be
  std::size_t cell;
};
constexpr Column kSources = {TableId::cin_episodes, cin_episodes::referral_id,
                             cin_episodes::close_date, cin_episodes::referral_source_code};
constexpr Column kFlags = {TableId::cin_episodes, cin_episodes::referral_id,
                           cin_episodes::close_date, cin_episodes::referral_nfa};
constexpr Column kClosures = {TableId::cin_episodes, cin_episodes::referral_id,
                              cin_episodes::close_date, cin_episodes::close_date};
constexpr Column kAuthorisations = {TableId::cin_assessments, cin_assessments::assessment_id,
                                    cin_assessments::assessment_auth_date,
                                    cin_assessments::assessment_auth_date};
constexpr Column kEnquiryEnds = {TableId::s47_enquiry, s47_enquiry::s47_enquiry_id,
                                 s47_enquiry::s47_end_date, s47_enquiry::s47_end_date};
constexpr Column kPlacementEnds = {TableId::cla_placement, cla_placement::cla_placement_id,
                                   cla_placement::cla_placement_end_date,
                                   cla_placement::cla_placement_end_date};

/// Calls `change(text, row, id)` for every filled cell the dial strikes of rows that `suit`.
template <class Suits, class Change>
void each(Hand& hand, const Column& column, Suits suits, Change change) {
  const auto& rows = hand.rows()[column.table];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string id = rows[i][column.id].value();
    if (!hand.falls_on(id) || !hand.still_sent(rows[i], column.end) || !suits(rows[i])) continue;
    auto* cell = hand.take(column.table, i, column.cell);
    if (cell != nullptr) change(**cell, rows[i], id);
  }
}

constexpr auto kAny = [](const Row&) { return true; };

/// Calls `change(json)` for the factors of every assessment the dial strikes that is sent still.
template <class Suits, class Change>
void each_factors(Hand& hand, Suits suits, Change change) {
  const auto& lists = hand.rows()[TableId::assessment_factors];
  const auto& assessments = hand.rows()[TableId::cin_assessments];
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const auto& id = lists[i][assessment_factors::assessment_id];
    const bool sent = std::any_of(assessments.begin(), assessments.end(), [&](const Row& row) {
      return row[cin_assessments::assessment_id] == id &&
             hand.still_sent(row, cin_assessments::assessment_auth_date);
    });
    const auto column = assessment_factors::assessment_factors_json;
    if (!sent || !hand.falls_on(*id) || !suits(lists[i][column].value())) continue;
    auto* json = hand.take(TableId::assessment_factors, i, column);
    if (json == nullptr) continue;
    change(**json);
    hand.note(path::kFactors, *id);
  }
}

}  // namespace

void date_1900(Hand& hand) {
  const auto& rows = hand.rows()[TableId::cin_episodes];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string id = rows[i][kClosures.id].value();
    if (rows[i][kClosures.cell] || !hand.falls_on(id)) continue;
    auto* cell = hand.take(kClosures.table, i, kClosures.cell, Hand::Cells::empty_too);
    if (cell == nullptr) continue;
    *cell = "1900-01-01 00:00:00";
    hand.note(path::kClosure, id);
  }
}

void date_impossible(Hand& hand) {
  each(hand, kAuthorisations, kAny, [&](std::string& date, const Row&, const std::string& id) {
    date.replace(4, 6, "-02-31");
    hand.note(path::kAuthorised, id);
  });
}

void date_with_slashes(Hand& hand) {
  each(hand, kEnquiryEnds, kAny, [&](std::string& date, const Row&, const std::string& id) {
    date = date.substr(8, 2) + "/" + date.substr(5, 2) + "/" + date.substr(0, 4);
    hand.note(path::kEnquiryEnd, id);
  });
}

void source_code_in_text(Hand& hand) {
  each(hand, kSources, kAny, [&](std::string& code, const Row& row, const std::string& id) {
    code += ": " + row[cin_episodes::referral_source_desc].value_or("");
    hand.note(path::kSource, id);
  });
}

void nfa_words(Hand& hand) {
  each(hand, kFlags, kAny, [&](std::string& flag, const Row&, const std::string& id) {
    const bool yes = flag == "Y";
    const std::size_t way = hand.way(id, 3);
    if (way == 0) flag = yes ? "T" : "f";
    if (way == 1) flag = yes ? "1" : "0";
    if (way == 2) flag = yes ? "yes" : "no";
    hand.note(path::kNoFurtherAction, id);
  });
}

void end_before_start(Hand& hand) {
  const auto start_of = [](const Row& row) {
    return day_in(row[cla_placement::cla_placement_start_date]).value();
  };
  const auto began_late = [&](const Row& row) { return start_of(row) >= hand.still_sent_from(); };
  each(hand, kPlacementEnds, began_late, [&](std::string& end, const Row& row, const auto& id) {
    end = cell_of(start_of(row).plus(-static_cast<int>(1 + hand.way(id, 10)))).value();
    hand.note(path::kPlacementEnd, id);
  });
}

void factor_not_json(Hand& hand) {
  const auto any = [](const std::string&) { return true; };
  each_factors(hand, any, [](std::string& json) {
    std::erase_if(json, [](char c) { return c == '[' || c == ']' || c == '"'; });
  });
}

void factor_twice(Hand& hand) {
  const auto any = [](const std::string&) { return true; };
  each_factors(hand, any, [](std::string& json) {
    const auto first = json.substr(1, json.find_first_of(",]") - 1);
    json.insert(json.size() - 1, "," + first);
  });
}

void factor_21_with_others(Hand& hand) {
  const auto without = [](const std::string& json) {
    return json.find("\"21\"") == std::string::npos;
  };
  each_factors(hand, without, [](std::string& json) { json.insert(json.size() - 1, ",\"21\""); });
}

}  // namespace dataflow::synthetic::strikes
