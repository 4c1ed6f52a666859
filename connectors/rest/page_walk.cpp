#include "connectors/rest/page_walk.h"

#include <charconv>

#include <fmt/format.h>

#include "agent/http/address.h"
#include "agent/http/percent.h"
#include "connectors/rest/link_header.h"

namespace dataflow::connectors::rest {

namespace {

std::optional<std::uint64_t> whole_number_in(const json::Value& value) {
  std::uint64_t number = 0;
  const char* end = value.text.data() + value.text.size();
  const auto read = std::from_chars(value.text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

PageWalk::PageWalk(const ApiTable& table, const std::string& base) : table_(table), base_(base) {
  const Paging& paging = table.paging;
  if (paging.kind == PagingKind::offset) {
    target_ = target_with("0");
  } else if (paging.kind == PagingKind::page) {
    target_ = target_with(std::to_string(paging.first));
  } else {
    target_ = target_with("");
  }
  targets_.insert(target_);
}

std::string PageWalk::where() const {
  return fmt::format("{}{}, page {}", base_, table_.path, page_);
}

Error PageWalk::moved(std::string what) const {
  return {Remedy::wait, where(), std::move(what),
          "The data changed while it was read; the next run reads it all again."};
}

Error PageWalk::misfit(std::string what, std::string hint) const {
  return {Remedy::stop, where(), std::move(what), std::move(hint)};
}

/// Without a value there is no parameter: the first page of cursors and links needs none.
std::string PageWalk::target_with(const std::string& value) const {
  std::string target = base_ + table_.path;
  char before = '?';
  const auto add = [&](const std::string& name, const std::string& text) {
    target += before + http::percent_encoded(name) + "=" + http::percent_encoded(text);
    before = '&';
  };
  for (const auto& [name, text] : table_.query) add(name, text);
  const Paging& paging = table_.paging;
  if (!paging.size_parameter.empty()) add(paging.size_parameter, std::to_string(paging.size));
  if (!value.empty()) add(paging.parameter, value);
  return target;
}

Result<PageWalk::Rows> PageWalk::rows_of(const Answer& answer) {
  TRY_ASSIGN(Rows rows, rows_in(answer.document));
  TRY(check_total(answer.document));
  if (confirms_ && !rows.empty()) return moved("There are rows behind the last page.");
  const Rows all = rows;
  if (repeats_) TRY(check_overlap(rows));
  TRY(take_keys(rows));
  rows_ += rows.size();
  TRY(go_on(answer, all));
  return rows;
}

Result<PageWalk::Rows> PageWalk::rows_in(const json::Value& document) const {
  const json::Value* list = table_.rows.in(document);
  if (list == nullptr || list->kind != json::Value::Kind::list) {
    return misfit(fmt::format("The answer has no list at '{}'.", table_.rows.text()),
                  "Check rows in the profile.");
  }
  Rows rows;
  for (const auto& row : list->items) {
    if (row.kind != json::Value::Kind::object) {
      return misfit("A row of the answer is no object.", "Check rows in the profile.");
    }
    rows.push_back(&row);
  }
  return rows;
}

Result<void> PageWalk::check_total(const json::Value& document) {
  if (!table_.paging.total) return {};
  const json::Value* value = table_.paging.total->in(document);
  const auto total = value == nullptr ? std::nullopt : whole_number_in(*value);
  if (!total) {
    return misfit(
        fmt::format("The answer has no whole number at '{}'.", table_.paging.total->text()),
        "Check total in the profile.");
  }
  if (total_ && *total_ != *total) return moved("The number of all rows has changed.");
  total_ = total;
  return {};
}

Result<void> PageWalk::check_overlap(Rows& rows) {
  const json::Value* key = rows.empty() ? nullptr : table_.key->in(*rows.front());
  if (key == nullptr || json::serialised(*key) != last_key_) {
    return moved("The last row of the page before has moved.");
  }
  rows.erase(rows.begin());
  return {};
}

Result<void> PageWalk::take_keys(const Rows& rows) {
  if (!table_.key) return {};
  for (const json::Value* row : rows) {
    const json::Value* key = table_.key->in(*row);
    if (key == nullptr || key->kind == json::Value::Kind::nothing) {
      return misfit(fmt::format("A row has no key at '{}'.", table_.key->text()),
                    "Check key in the profile.");
    }
    last_key_ = json::serialised(*key);
    if (!keys_.insert(last_key_).second) return moved("A row came twice.");
  }
  return {};
}

/// `rows` are all of the page, with one that is repeated.
Result<void> PageWalk::go_on(const Answer& answer, const Rows& rows) {
  switch (table_.paging.kind) {
    case PagingKind::none:
      return end();
    case PagingKind::cursor:
      return go_to_cursor(answer.document);
    case PagingKind::link:
      return go_to_link(answer);
    case PagingKind::offset:
      return go_to_offset(rows);
    case PagingKind::page:
      break;
  }
  return go_to_number(rows);
}

Result<std::optional<std::string>> PageWalk::next_in_page(const json::Value& document) const {
  using Next = std::optional<std::string>;
  const json::Value* next = table_.paging.next->in(document);
  if (next == nullptr) {
    if (table_.paging.last == LastPage::absent) return Next();
    return misfit(fmt::format("The answer has nothing at '{}'.", table_.paging.next->text()),
                  "Check next in the profile. If the last page has none, write last_page: absent.");
  }
  using Kind = json::Value::Kind;
  if (next->kind == Kind::nothing || (next->kind == Kind::text && next->text.empty())) {
    return Next();
  }
  if (next->kind == Kind::text || next->kind == Kind::number) return Next(next->text);
  return misfit(fmt::format("What stands at '{}' names no page.", table_.paging.next->text()),
                "Check next in the profile.");
}

Result<void> PageWalk::go_to_cursor(const json::Value& document) {
  TRY_ASSIGN(const auto cursor, next_in_page(document));
  return cursor ? go_to(target_with(*cursor)) : end();
}

Result<void> PageWalk::go_to_link(const Answer& answer) {
  std::optional<std::string> reference;
  if (table_.paging.next) {
    TRY_ASSIGN(reference, next_in_page(answer.document));
  } else {
    const NextLink link = next_in(answer.link);
    if (link.said == NextLink::Said::unclear) {
      return misfit("The Link header cannot be read.", "It should be as RFC 8288 says.");
    }
    if (link.said == NextLink::Said::next) reference = link.reference;
  }
  if (!reference) return end();
  const auto target = http::resolved(target_, *reference);
  if (!target || !http::same_server(*target, target_)) {
    return misfit("The next page is on another server.",
                  "The agent shows its token to nobody but the server in url.");
  }
  return go_to(*target);
}

/// A page that holds the repeated row alone is the last. Unless the total says so too, one more
/// page has to be empty: an API may decide to give one row at a time. To go back by one from a
/// single row would be to ask for the first page again.
Result<void> PageWalk::go_to_offset(const Rows& rows) {
  const bool all = total_ && rows_ == *total_;
  if (confirms_ || rows_ == 0 || all) return end();
  confirms_ = rows.size() == 1;
  repeats_ = !confirms_;
  return go_to(target_with(std::to_string(confirms_ ? rows_ : rows_ - 1)));
}

Result<void> PageWalk::go_to_number(const Rows& rows) {
  if (rows_ >= *total_ || rows.empty()) return end();
  ++page_;
  target_ = target_with(std::to_string(table_.paging.first + static_cast<std::int64_t>(page_) - 1));
  return {};
}

Result<void> PageWalk::go_to(std::string target) {
  if (!targets_.insert(target).second) {
    return Error{Remedy::wait, where(), "The API names a page again that was read already.",
                 "If this lasts, check paging in the profile."};
  }
  ++page_;
  target_ = std::move(target);
  return {};
}

Result<void> PageWalk::end() {
  at_end_ = true;
  if (!total_ || *total_ == rows_) return {};
  return moved("There are not as many rows as the API counts.");
}

}  // namespace dataflow::connectors::rest
