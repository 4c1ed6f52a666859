#include "agent/delivery/answer_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dataflow::delivery {

namespace {

constexpr char kCredentials[] =
    "Check the credentials, the signing key and the clock: dataflow-agent doctor.";
constexpr char kAddress[] = "Check the settings url and profile.";

// docs/delivery.md says the same to people. The first line that fits counts.
constexpr std::array<AnswerLine, 19> kTable = {{
    {204, 204, Verdict::unknown, Remedy::stop, "it took nothing although children were sent",
     "Ask the endpoint's operator."},
    {300, 399, Verdict::unknown, Remedy::stop, "it points to another address",
     "Redirects are not followed. Check the setting url."},
    {400, 400, Verdict::refused, Remedy::set_aside, "it refuses the content", ""},
    {401, 401, Verdict::not_taken, Remedy::stop, "it does not know this council", kCredentials},
    {403, 403, Verdict::forbidden, Remedy::stop, "access is not allowed",
     "Check the subscription, the supplier key and the code of the council."},
    {404, 406, Verdict::not_taken, Remedy::stop, "there is no such service", kAddress},
    {407, 407, Verdict::not_taken, Remedy::stop, "a proxy on the way wants to know who this is",
     "Check the setting proxy."},
    {408, 408, Verdict::unknown, Remedy::wait, "it waited for the request too long", ""},
    {409, 409, Verdict::not_taken, Remedy::wait, "it holds something newer of one of the children",
     "Check that the clock of this machine was not set back."},
    {411, 411, Verdict::not_taken, Remedy::stop, "there is no such service", kAddress},
    {413, 413, Verdict::too_many, Remedy::set_aside, "the request is too large", ""},
    {415, 415, Verdict::not_taken, Remedy::stop, "it does not take this kind of content", kAddress},
    {422, 422, Verdict::refused, Remedy::set_aside, "it refuses the content", ""},
    {425, 425, Verdict::not_taken, Remedy::wait, "it asks for patience", ""},
    {426, 426, Verdict::not_taken, Remedy::stop, "there is no such service", kAddress},
    {429, 429, Verdict::not_taken, Remedy::wait, "it asks for patience", ""},
    {431, 431, Verdict::not_taken, Remedy::stop, "it does not take headers of this length",
     kAddress},
    {500, 599, Verdict::unknown, Remedy::wait, "it is in trouble", ""},
    {0, 999, Verdict::unknown, Remedy::stop, "this is no answer the contract knows",
     "Ask the endpoint's operator."},
}};

}  // namespace

const AnswerLine& line_for(int status) {
  const auto* line = std::find_if(kTable.begin(), kTable.end(), [&](const AnswerLine& one) {
    return one.first <= status && status <= one.last;
  });
  return line == kTable.end() ? kTable.back() : *line;
}

Error error_for(int status, const std::string& where) {
  const AnswerLine& line = line_for(status);
  return {line.remedy, where,
          fmt::format("The endpoint answered with status {}: {}.", status, line.meaning),
          line.hint};
}

}  // namespace dataflow::delivery
