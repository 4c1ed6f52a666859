#include "tests/contract/reading.h"

using namespace dataflow;
using namespace dataflow::contract;

namespace {

const Tables kFew = {
    {"ssd_person", {{"id", Type::key}, {"name"}}, {{"1", kName}, {"2", "B"}, {"3", "C"}}},
    {"ssd_visit", {{"day", Type::day}}, {{"2026-06-01"}}}};

/// Reads in trouble, telling the subject of each row.
Error error_in_trouble(Subject& subject, const Tables& tables, Trouble trouble) {
  subject.fill(tables);
  const auto source = subject.open(trouble);
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    subject.row_arrived();
    return {};
  };
  return shown_error(source->read(shapes_of(tables), rows));
}

}  // namespace

TEST_CASE("a sink that stops the read gets its own error back, and the next read is whole") {
  const EachSubject subject;
  subject->fill(kFew);
  const auto source = subject->open();
  for (const std::size_t last : {1U, 2U, 4U}) {
    KeptRows rows;
    rows.after_row = [&]() -> Result<void> {
      if (rows.rows < last) return {};
      return Error{Remedy::set_aside, "the sink", "it was enough.", "Nothing."};
    };
    const Error error = shown_error(source->read(shapes_of(kFew), rows));
    CHECK(describe(error) == "the sink: it was enough. Nothing.");
    CHECK(error.remedy == Remedy::set_aside);
    CHECK(rows.rows == last);
    CHECK(read_all(*source, kFew).rows == 4);
  }
}

TEST_CASE("a sink that stops a large table early is not read out") {
  const EachSubject subject;
  const Tables tables = {much(20'000)};
  subject->fill(tables);
  const auto source = subject->open();
  KeptRows rows;
  rows.after_row = [] { return Result<void>(Error{Remedy::stop, "the sink", "enough.", ""}); };
  CHECK(shown_error(source->read(shapes_of(tables), rows)).what == "enough.");
  CHECK(rows.rows == 1);
  CHECK(read_all(*source, tables).rows == 20'000);
}

TEST_CASE("a second read gives the same rows, and what has changed since") {
  const EachSubject subject;
  subject->fill(kFew);
  const auto source = subject->open();
  const auto first = read_all(*source, kFew);
  CHECK(read_all(*source, kFew).tables == first.tables);
  Tables changed = kFew;
  changed[0].rows.push_back({"4", "D"});
  subject->fill(changed);
  CHECK(read_all(*subject->open(), changed).rows == 5);
}

TEST_CASE("reading writes nothing to the source") {
  const EachSubject subject;
  subject->fill(kFew);
  const std::string before = subject->contents();
  CHECK_FALSE(before.empty());
  const auto source = subject->open();
  CHECK(read_all(*source, kFew).rows == 4);
  KeptRows rows;
  CHECK_FALSE(source->read(std::vector<TableShape>{{"ssd_nobody", {"id"}}}, rows));
  CHECK(subject->contents() == before);
}

TEST_CASE("a source that is lost in the middle is waited for") {
  const EachSubject subject;
  if (!subject->can(Can::be_lost_midway)) return;
  const Tables tables = {much(20'000), kFew[1]};
  CHECK(error_in_trouble(*subject, tables, Trouble::lost_midway).remedy == Remedy::wait);
  subject->fill(tables);
  CHECK(read_all(*subject->open(), tables).rows == 20'001);
}

TEST_CASE("a source that is too slow is ended by its bound of time and waited for") {
  const EachSubject subject;
  if (!subject->can(Can::be_too_slow)) return;
  CHECK(error_in_trouble(*subject, kFew, Trouble::too_slow).remedy == Remedy::wait);
}

TEST_CASE("a wrong secret needs a person, and is not repeated") {
  const EachSubject subject;
  if (!subject->can(Can::refuse_who_asks)) return;
  const Error error = error_in_trouble(*subject, kFew, Trouble::wrong_secret);
  CHECK(error.remedy == Remedy::stop);
  CHECK(read_all(*subject->open(), kFew).rows == 4);
}
