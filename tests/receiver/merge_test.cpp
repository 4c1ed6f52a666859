#include "receiver/merge.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "agent/core/canonical_json.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

/// Documents are written without the id, and with e, p and a for longer names.
std::string spelt_out(std::string text) {
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace("'episodes'", "'social_care_episodes'");
  replace("'e'", "'social_care_episode_id'");
  replace("'plans'", "'child_in_need_plans'");
  replace("'p'", "'child_in_need_plan_id'");
  replace("'", "\"");
  return text;
}

std::string after(const std::string& held, const std::string& sent) {
  auto before = held.empty() ? boost::json::value() : boost::json::parse(spelt_out(held));
  auto document = boost::json::parse(spelt_out(sent));
  const std::string as_sent = canonical_json(document);
  const Merged merged = merge(the_standard().document(), document.get_object(), before.if_object());
  const std::string result = canonical_json(document);
  CHECK((merged == Merged::changed || result == as_sent));
  return result;
}

std::string canonical(const std::string& text) {
  return canonical_json(boost::json::parse(spelt_out(text)));
}

}  // namespace

TEST_CASE("an object that is sent replaces its own values, and those not sent go") {
  CHECK(after("{'mis_child_id':'m','child_details':{'sex':'F','surname':'x'}}",
              "{'child_details':{'sex':'M'}}") == canonical("{'child_details':{'sex':'M'}}"));
  CHECK(after("{'child_details':{'disabilities':['LD','AUT']}}",
              "{'child_details':{'disabilities':['VIS']}}") ==
        canonical("{'child_details':{'disabilities':['VIS']}}"));
}

TEST_CASE("objects and keyed lists that are not sent stay") {
  CHECK(after("{'child_details':{'sex':'F'},'episodes':[{'e':'1','plans':[{'p':'1'}]}]}",
              "{'mis_child_id':'m','episodes':[{'e':'1','closure_reason':'RC1'}]}") ==
        canonical("{'mis_child_id':'m','child_details':{'sex':'F'},"
                  "'episodes':[{'e':'1','closure_reason':'RC1','plans':[{'p':'1'}]}]}"));
}

TEST_CASE("a list without keys is replaced as a whole with the object that holds it") {
  CHECK(after("{'health_and_wellbeing':{'sdq_assessments':[{'score':1},{'score':2}]}}",
              "{'health_and_wellbeing':{'sdq_assessments':[{'score':3}]}}") ==
        canonical("{'health_and_wellbeing':{'sdq_assessments':[{'score':3}]}}"));
  CHECK(after("{'episodes':[{'e':'1','care_worker_details':[{'worker_id':'w'}]}]}",
              "{'episodes':[{'e':'1'}]}") == canonical("{'episodes':[{'e':'1'}]}"));
}

TEST_CASE("items are merged by their key: the sent ones first, the kept ones in their old order") {
  CHECK(after("{'episodes':[{'e':'1'},{'e':'2'},{'e':'3'},{'e':'4'}]}",
              "{'episodes':[{'e':'5'},{'e':'3','closure_reason':'x'}]}") ==
        canonical("{'episodes':[{'e':'5'},{'e':'3','closure_reason':'x'},{'e':'1'},{'e':'2'},"
                  "{'e':'4'}]}"));
}

TEST_CASE("what is sent with purge goes, at every level") {
  CHECK(after("{'child_details':{'sex':'F'},'mis_child_id':'m'}",
              "{'child_details':{'purge':true}}") == "{}");
  CHECK(after("{'episodes':[{'e':'1','plans':[{'p':'1'},{'p':'2'}]},{'e':'2'}]}",
              "{'episodes':[{'e':'1','plans':[{'p':'1','purge':true}]}]}") ==
        canonical("{'episodes':[{'e':'1','plans':[{'p':'2'}]},{'e':'2'}]}"));
  CHECK(after("{'episodes':[{'e':'1','adoption':{'matched_date':'2026-01-01'}}]}",
              "{'episodes':[{'e':'1','adoption':{'purge':true}}]}") ==
        canonical("{'episodes':[{'e':'1'}]}"));
  CHECK(after("", "{'episodes':[{'e':'1','purge':true},{'e':'2'}]}") ==
        canonical("{'episodes':[{'e':'2'}]}"));
}

TEST_CASE("lists and objects that are empty after a removal go too") {
  CHECK(after("{'episodes':[{'e':'1','plans':[{'p':'1'}]}]}",
              "{'episodes':[{'e':'1','plans':[{'p':'1','purge':true}]}]}") ==
        canonical("{'episodes':[{'e':'1'}]}"));
  CHECK(after("{'episodes':[{'e':'1'}]}", "{'episodes':[{'e':'1','purge':true}]}") == "{}");
  CHECK(after("",
              "{'child_details':{},'episodes':[],'health_and_wellbeing':"
              "{'sdq_assessments':[]}}") == "{}");
}

TEST_CASE("purge false is kept as it was sent, and a set of codes may be empty") {
  const char* sent = "{'purge':false,'child_details':{'purge':false,'disabilities':[]}}";
  CHECK(after("", sent) == canonical(sent));
}

TEST_CASE("an item that is sent twice is merged twice, in the order sent") {
  CHECK(after("",
              "{'episodes':[{'e':'1','plans':[{'p':'1'}]},{'e':'2'},"
              "{'e':'1','closure_reason':'x'}]}") ==
        canonical("{'episodes':[{'e':'1','closure_reason':'x','plans':[{'p':'1'}]},{'e':'2'}]}"));
  CHECK(after("{'episodes':[{'e':'1','closure_reason':'old','adoption':{'purge':false}}]}",
              "{'episodes':[{'e':'1','purge':true},{'e':'2'},{'e':'1'}]}") ==
        canonical("{'episodes':[{'e':'2'},{'e':'1'}]}"));
  CHECK(after("", "{'episodes':[{'e':'1'},{'e':'1','purge':true}]}") == "{}");
}
