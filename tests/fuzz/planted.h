// Plants a secret in the text of settings, the way somebody in a hurry would write it there.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace dataflow::fuzz {

constexpr std::string_view kMarker = "pl4nted-s3cret";

/// What may stand after the colon: the marker itself, and what YAML makes something else of.
constexpr std::array<std::string_view, 14> kForms = {" pl4nted-s3cret",
                                                     "pl4nted-s3cret",
                                                     " {pl4nted-s3cret}",
                                                     " [pl4nted-s3cret]",
                                                     " {fil: x, pl4nted-s3cret: y}",
                                                     " {pl4nted-s3cret: {a: b}}",
                                                     " *pl4nted-s3cret",
                                                     " !pl4nted-s3cret",
                                                     " \"\\pl4nted-s3cret\"",
                                                     " &pl4nted-s3cret",
                                                     " |pl4nted-s3cret",
                                                     " %pl4nted-s3cret",
                                                     " ? pl4nted-s3cret",
                                                     " !<pl4nted-s3cret"};

/// Whether what stands there is the name of a setting: first on its line, or after '{' or ','.
/// After anything else, such as '&', the form might become the value of another setting.
inline bool is_setting(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(' ');
  return before == std::string_view::npos ||
         std::string_view("\n{,").find(text[before]) != std::string_view::npos;
}

/// The text with that form in place of whatever follows these names on their lines.
inline std::string planted(std::string text, std::string_view form) {
  for (const std::string_view name : {"client_secret:", "supplier_key:", "password:", "pin:"}) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      const bool here = is_setting(text, at);
      at += name.size();
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (here) text.replace(at, end - at, form);
    }
  }
  return text;
}

}  // namespace dataflow::fuzz
