#include "agent/core/fault.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow {

namespace {

constexpr std::size_t kShortList = 12;
constexpr std::size_t kLongEnough = 4;

/// Letters to insert, remove, replace or swap with their neighbour; case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_up(b.size() + 1);
  std::vector<std::size_t> up(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(two_up, up);
    std::swap(up, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto same = [&](std::size_t m, std::size_t n) {
        return ascii::lower(a[m]) == ascii::lower(b[n]);
      };
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) {
        row[j] = std::min(row[j], two_up[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

/// A word that is the beginning of another is nearly that other word.
std::size_t distance(std::string_view word, std::string_view candidate) {
  const bool begins = word.size() >= kLongEnough && candidate.starts_with(word);
  return begins ? 1 : edit_distance(word, candidate);
}

}  // namespace

std::string describe(const Fault& fault) {
  std::string line = fault.file;
  if (fault.line != 0) line += fmt::format(":{}", fault.line);
  if (fault.column != 0) line += fmt::format(":{}", fault.column);
  line += ": " + fault.what;
  if (!fault.hint.empty()) line += " " + fault.hint;
  return line;
}

void drop_repeated(Faults& faults) {
  const auto sentence = [](const Fault& fault) {
    return std::tie(fault.file, fault.line, fault.column, fault.what);
  };
  Faults once;
  for (auto& fault : faults) {
    const bool repeated = std::any_of(once.begin(), once.end(), [&](const Fault& earlier) {
      return sentence(earlier) == sentence(fault);
    });
    if (!repeated) once.push_back(std::move(fault));
  }
  faults = std::move(once);
}

void sort_by_place(Faults& faults) {
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const std::size_t apart = distance(word, candidate);
    if (apart < best_distance) {
      best = candidate;
      best_distance = apart;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (const std::string near = nearest(word, candidates); !near.empty()) {
    return fmt::format("Did you mean '{}'?", near);
  }
  if (candidates.empty() || candidates.size() > kShortList) return "";
  return fmt::format("Known here: {}.", fmt::join(candidates, ", "));
}

}  // namespace dataflow
