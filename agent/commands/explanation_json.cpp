#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/explanation_text.h"

namespace dataflow::commands {

namespace {

namespace json = boost::json;
using mapping::ChildExplanation;
using mapping::Expression;
using mapping::LookupUse;
using mapping::RowUse;
using mapping::Standing;
using mapping::ValueExplanation;
using mapping::Written;

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

const char* word_of(Standing standing) {
  switch (standing) {
    case Standing::built:
      return "built";
    case Standing::held:
      return "held";
    case Standing::excluded:
      return "excluded";
    case Standing::unknown:
      break;
  }
  return "unknown";
}

const char* word_of(Written written) {
  switch (written) {
    case Written::whole:
      return "whole";
    case Written::mended:
      return "mended";
    case Written::too_many:
      return "too_many";
    case Written::refused:
      break;
  }
  return "refused";
}

class Writer {
 public:
  explicit Writer(const std::string& file) : file_(file) {}

  [[nodiscard]] json::object child(const ChildExplanation& explanation) const {
    json::object object{{"child", explanation.child}, {"standing", word_of(explanation.standing)}};
    if (explanation.exclusion) {
      const auto& rule = *explanation.exclusion->rule;
      object["excluded_by"] = {{"rule", rule.rule},
                               {"says", rule.says},
                               {"when", sql(rule.when)},
                               {"rows", rows(explanation.exclusion->rows)},
                               {"also_reads", reads(explanation.exclusion->beyond)}};
    }
    object["findings"] = findings(explanation.findings);
    json::array values;
    for (const auto& entry : explanation.values) values.push_back(value(entry));
    object["values"] = std::move(values);
    return object;
  }

 private:
  [[nodiscard]] json::object sql(const Expression& expression) const {
    return {{"file", file_},
            {"line", expression.line},
            {"column", expression.column},
            {"sql", expression.sql}};
  }

  [[nodiscard]] json::value optional_sql(const std::optional<Expression>& expression) const {
    return expression ? json::value(sql(*expression)) : json::value(nullptr);
  }

  static json::object reads(const sqlite::Reads& reads) {
    json::object object;
    for (const auto& [table, columns] : reads) {
      object[table] = json::array(columns.begin(), columns.end());
    }
    return object;
  }

  static json::array findings(const std::vector<Finding>& findings) {
    json::array array;
    for (const auto& finding : findings) {
      array.push_back({{"rule", finding.rule},
                       {"holds", finding.weight == Weight::hold},
                       {"path", finding.path},
                       {"what", finding.what}});
    }
    return array;
  }

  [[nodiscard]] json::array rows(const std::vector<RowUse>& rows) const {
    json::array array;
    for (const auto& columns : rows) array.push_back(row(columns));
    return array;
  }

  [[nodiscard]] json::array row(const RowUse& columns) const {
    json::array array;
    for (const auto& use : columns) {
      json::object column{{"column", use.column.sql},
                          {"table", use.column.table},
                          {"table_column", use.column.column},
                          {"raw", text_or_null(use.raw)}};
      for (const auto& lookup : use.lookup) column["lookup"] = this->lookup(lookup);
      array.push_back(std::move(column));
    }
    return array;
  }

  [[nodiscard]] json::object lookup(const LookupUse& use) const {
    return {{"name", use.lookup->name},
            {"take", sql(use.take)},
            {"from", sql(use.lookup->from)},
            {"key", sql(use.lookup->key)},
            {"where", optional_sql(use.lookup->where)},
            {"order", optional_sql(use.lookup->order)},
            {"looked_up", text_or_null(use.key)},
            {"rows", use.rows},
            {"rows_where_lets_through", use.passing},
            {"chosen", rows(use.chosen)},
            {"also_reads", reads(use.beyond)}};
  }

  [[nodiscard]] json::object value(const ValueExplanation& value) const {
    json::object object{{"path", value.path}, {"keyed_path", value.keyed_path}};
    object["value"] = value.value.empty() ? json::value(nullptr) : json::parse(value.value);
    if (!value.absent.empty()) object["absent"] = value.absent;
    object["expression"] = optional_sql(value.expression);
    if (value.block != nullptr) object["block"] = block(*value.block);
    object["columns"] = row(value.columns);
    object["also_reads"] = reads(value.beyond);
    object["conversion"] = conversion(value);
    object["left_out"] = rows(value.left_out);
    object["findings"] = findings(value.findings);
    return object;
  }

  [[nodiscard]] json::object block(const mapping::Block& block) const {
    return {{"from", sql(block.from)},
            {"owner", sql(block.owner)},
            {"where", optional_sql(block.where)},
            {"order", optional_sql(block.order)}};
  }

  static json::value conversion(const ValueExplanation& value) {
    const auto& conversion = value.conversion;
    if (!conversion.written) return nullptr;
    const auto& kinds = standard::field_kind_words();
    json::array codes;
    for (const auto& code : conversion.codes) {
      codes.push_back({{"text", code.text},
                       {"code", code.code},
                       {"says", code.says},
                       {"local_word", code.word}});
    }
    return {{"kind", kinds[static_cast<std::size_t>(value.field->kind)]},
            {"given", text_or_null(conversion.given)},
            {"written", word_of(*conversion.written)},
            {"rule", conversion.rule},
            {"sentence", conversion.sentence},
            {"codes", std::move(codes)}};
  }

  const std::string& file_;
};

}  // namespace

json::object explanation_json(const ChildExplanation& explanation, const std::string& file) {
  return Writer(file).child(explanation);
}

}  // namespace dataflow::commands
