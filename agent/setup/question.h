// A Question is one thing that `init` has to know, as data: what is asked, why, and what is taken
// when nobody says otherwise.
#pragma once

#include <string>
#include <vector>

namespace dataflow::setup {

struct Question {
  enum class Type {
    text,
    secret,  ///< typed unseen and kept in a file of its own, or the place where it is kept
  };
  enum class Need {
    yes,  ///< without a fallback, an answer has to be given
    no,   ///< may be left out
  };
  enum class Asked {
    always,
    in_files,  ///< most leave it as it is: only a file of answers may say it
  };

  std::string name;      ///< "endpoint.url": its place in agent.yaml and in a file of answers
  std::string words;     ///< what is asked, without a question mark
  std::string reason;    ///< why, or how: one or two sentences; the comment in agent.yaml
  std::string fallback;  ///< what is taken without an answer; empty: nothing
  Type type = Type::text;
  Need need = Need::yes;
  Asked asked = Asked::always;
  std::vector<std::string> choices = {};  ///< the only answers; empty: any text
};

}  // namespace dataflow::setup
