// The answers of the preview as people and as machines read them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "agent/commands/viewing.h"
#include "agent/flow/difference.h"
#include "agent/flow/trial.h"
#include "agent/ledger/held_runs.h"
#include "agent/ledger/runs.h"

namespace dataflow::commands {

enum class Form { text, json };

/// How many children per path of the standard differ from what was accepted.
using ChangedPaths = std::map<std::string, std::int64_t>;

/// How many would go, stay, and be held by which rule; and what the brake would say.
[[nodiscard]] std::string counts_answer(const ledger::RunFigures& figures,
                                        const std::vector<flow::Refusal>& holds,
                                        const std::vector<ledger::Alarm>& alarms, Form form);

/// One line per value: path and value.
[[nodiscard]] std::string document_answer(const std::vector<flow::Difference>& values, Values shown,
                                          Form form);

/// One line per value that differs: path, what was accepted, what it is now.
[[nodiscard]] std::string difference_answer(const std::vector<flow::Difference>& differences,
                                            Values shown, Form form);

/// One line per path, most children first.
[[nodiscard]] std::string summary_answer(const ChangedPaths& paths, Form form);

/// One sentence where there is nothing else to show.
[[nodiscard]] std::string sentence_answer(const std::string& sentence, Form form);

/// What a version of the standard would refuse.
[[nodiscard]] std::string trial_answer(const flow::Trial& trial, const std::string& standard,
                                       Form form);

}  // namespace dataflow::commands
