#include "agent/setup/notes.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "agent/http/address.h"
#include "agent/setup/topics.h"
#include "agent/workbench/grants.h"

namespace dataflow::setup {

namespace {

constexpr char kForDfe[] = "hand-to-the-DfE.txt";
constexpr char kForDba[] = "hand-to-the-DBA.txt";
constexpr char kForNetwork[] = "hand-to-the-network-team.txt";

std::string for_dfe(const Draft& draft, const signing::PublicKey& public_key) {
  const auto& answers = draft.answers;
  return fmt::format(
      "For the DfE, or whoever runs the endpoint\n"
      "\n"
      "Please register this public key: dataflow-agent signs each request with its private half,\n"
      "which stays with the council (HTTP Message Signatures, RFC 9421).\n"
      "\n"
      "Council          {}\n"
      "Client id        {}\n"
      "Endpoint         {}\n"
      "Token service    {}\n"
      "Name of the key  {}\n"
      "Kind of the key  {}\n"
      "\n"
      "{}",
      answers.text("council"), answers.text("endpoint.client_id"), answers.text("endpoint.url"),
      answers.text("endpoint.token_url"), answers.text("endpoint.key_id"),
      signing::name_of(public_key.algorithm()), public_key.pem());
}

/// What the agent does to the source, in the words of who looks after it.
std::string reading(const Draft& draft, const app::Plan& plan) {
  const auto& rota = *plan.settings().rota;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(rota.delay).count();
  auto text = fmt::format(
      "It reads:        {}, {} minutes later: each council has a delay of its own\n"
      "It writes:       never; SELECT is the only right it needs\n",
      rota.schedule.text(), minutes);
  if (!draft.cost.empty()) text += "One read takes:  " + draft.cost + "\n";
  return text +
         "\n"
         "source.load in agent.yaml bounds rows a second and hours, and source.ready waits for "
         "your\n"
         "nightly refresh: docs/source-freshness.md.\n";
}

std::string grants(const Draft& draft, const app::Plan& plan) {
  if (!draft.answers.has("dba.account")) {
    return "\nThe account that runs the agent needs to read the source, and nothing else.\n";
  }
  auto wishes = draft.wishes;
  std::sort(wishes.begin(), wishes.end());
  const auto dialect = draft.dialect.empty() ? draft.answers.text("dba.dialect") : draft.dialect;
  return "\n" + mapping::grant_script(mapping::dialect_named(dialect),
                                      draft.answers.text("dba.account"),
                                      mapping::wishes_to_grant(wishes, plan.mapping()));
}

std::string for_dba(const Draft& draft, const app::Plan& plan) {
  auto text = fmt::format(
      "For whoever looks after the source\n"
      "\n"
      "dataflow-agent reads these records for the DfE's children's social care data.\n"
      "\n"
      "Kind of source:  {}\n",
      draft.answers.text("source.kind"));
  if (draft.answers.has("dba.account")) {
    text += fmt::format("Account:         {}\n", draft.answers.text("dba.account"));
  }
  return text + reading(draft, plan) + grants(draft, plan);
}

/// The hosts that the source has, by the options that name some.
void add_source_hosts(const Answers& answers, std::set<std::string>& hosts) {
  for (const char* name : {"source.url", "source.token_url", "source.sftp"}) {
    if (const auto host = http::host_and_port(answers.text(name)); !host.empty())
      hosts.insert(host);
  }
  if (!answers.has("source.server")) return;
  const auto port = answers.text("source.port");
  hosts.insert(answers.text("source.server") + ":" +
               (port.empty() ? "(the usual port of the database)" : port));
}

std::string for_network(const Draft& draft) {
  const auto& answers = draft.answers;
  std::set<std::string> hosts = {http::host_and_port(answers.text("endpoint.url")),
                                 http::host_and_port(answers.text("endpoint.token_url"))};
  std::string text =
      "For whoever runs the network\n"
      "\n"
      "dataflow-agent needs these connections out, and none in:\n"
      "\n";
  for (const auto& host : hosts) text += "  " + host + "  HTTPS (TLS 1.2 or later)\n";
  const auto proxy = answers.text("endpoint.proxy");
  if (proxy == "environment") text += "  through the proxy that https_proxy names, if it is set\n";
  if (!http::host_and_port(proxy).empty())
    text += "  through the proxy " + http::host_and_port(proxy) + "\n";
  std::set<std::string> of_source;
  add_source_hosts(answers, of_source);
  for (const auto& host : of_source) text += "  " + host + "  the source\n";
  return text +
         "\n"
         "Please leave the first ones out of TLS inspection: docs/council-it.md#tls-inspection.\n";
}

Result<signing::PublicKey> public_key_of(const Draft& draft) {
  if (draft.new_key) return draft.new_key->public_key();
  TRY_ASSIGN(const auto key, signing::PrivateKey::read(
                                 placed_path(draft, draft.answers.text("endpoint.signing_key"))));
  return key.public_key();
}

}  // namespace

Result<std::vector<Note>> notes(const Draft& draft) {
  Faults faults;
  const auto plan = drafted_plan(draft, faults);
  if (!plan) return Error{Remedy::stop, "init", sentences(faults), ""};
  TRY_ASSIGN(const auto public_key, public_key_of(draft));
  return std::vector<Note>{{kForDfe, for_dfe(draft, public_key)},
                           {kForDba, for_dba(draft, *plan)},
                           {kForNetwork, for_network(draft)}};
}

const std::vector<std::string>& note_files() {
  static const std::vector<std::string> files = {kForDfe, kForDba, kForNetwork};
  return files;
}

}  // namespace dataflow::setup
