#include "agent/xml/parser.h"

#include <algorithm>
#include <array>
#include <exception>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/xml/flaw.h"
#include "agent/xml/outside_errors.h"

namespace dataflow::xml {

namespace {

constexpr std::array<std::string_view, 7> kEncodings = {
    "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252", "CP1252", "ISO-8859-1"};

bool is_known(std::string_view encoding) {
  return std::any_of(kEncodings.begin(), kEncodings.end(), [&](std::string_view known) {
    return ascii::same_ignoring_case(known, encoding);
  });
}

std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view text_of(const xmlChar* text, std::size_t length) {
  return {reinterpret_cast<const char*>(text), length};
}

}  // namespace

struct Parser::State {
  State(std::string place, Events& told) : where(std::move(place)), events(told) {}

  struct Free {
    void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
  };

  std::string where;
  Events& events;
  std::unique_ptr<xmlParserCtxt, Free> context;
  std::size_t depth = 0;
  bool begun = false;  // the outermost element has
  std::vector<Attribute> attributes;
  std::optional<Error> error;
  std::exception_ptr thrown;

  [[nodiscard]] std::size_t line() const {
    const int line = xmlSAX2GetLineNumber(context.get());
    return line > 0 ? static_cast<std::size_t>(line) : 1;
  }

  [[nodiscard]] Error flaw(std::string_view what, std::string_view hint) const {
    return flaw_at(where, line(), what, hint);
  }

  [[nodiscard]] Error placed(Error reason) const {
    if (reason.where.empty()) reason.where = fmt::format("{}:{}", where, line());
    return reason;
  }

  /// Takes a step of the document. What it throws waits until the piece has been taken: nothing may
  /// be thrown through libxml2.
  template <class Step>
  void guarded(Step step) {
    if (error || thrown) return;
    try {
      if (Result<void> done = step(); !done) error = placed(std::move(done).error());
    } catch (...) {
      thrown = std::current_exception();
    }
    if (error || thrown) xmlStopParser(context.get());
  }

  Result<void> check_encoding() const;
  Result<void> begin(const xmlChar* element, std::size_t count, const xmlChar** parts);
  void take(std::string_view bytes);
  void finish();
  [[nodiscard]] bool is_whole() const {
    return context->wellFormed != 0 && context->disableSAX == 0;
  }
  [[nodiscard]] Result<void> outcome() const;

  // What libxml2 calls; `self` is the State.
  static void start_document(void* self);
  static void type_declaration(void* self, const xmlChar* name, const xmlChar* public_id,
                               const xmlChar* system_id);
  static void start_element(void* self, const xmlChar* name, const xmlChar* prefix,
                            const xmlChar* uri, int namespaces, const xmlChar** namespace_parts,
                            int attributes, int defaulted, const xmlChar** parts);
  static void end_element(void* self, const xmlChar* name, const xmlChar* prefix,
                          const xmlChar* uri);
  static void characters(void* self, const xmlChar* text, int length);
  static State& of(void* self) { return *static_cast<State*>(self); }
};

Result<void> Parser::State::check_encoding() const {
  if (context->encoding == nullptr || is_known(text_of(context->encoding))) return {};
  return flaw("the document declares an encoding that is not read here.",
              "UTF-8, UTF-16, Windows-1252 and ISO-8859-1 are read: export the file as UTF-8.");
}

/// Each attribute is five parts: its name, prefix and namespace, and where its value begins and
/// ends.
Result<void> Parser::State::begin(const xmlChar* element, std::size_t count,
                                  const xmlChar** parts) {
  if (++depth > kDeepest) {
    return flaw("elements stand in one another too deep.", "Check that this is the right file.");
  }
  begun = true;
  attributes.clear();
  for (std::size_t i = 0; i < count; ++i, parts += 5) {
    attributes.push_back(
        {text_of(parts[0]), text_of(parts[3], static_cast<std::size_t>(parts[4] - parts[3]))});
  }
  return events.begin(text_of(element), attributes);
}

void Parser::State::start_document(void* self) {
  of(self).guarded([&] { return of(self).check_encoding(); });
}

void Parser::State::type_declaration(void* self, const xmlChar* /*name*/,
                                     const xmlChar* /*public_id*/, const xmlChar* /*system_id*/) {
  of(self).guarded([&]() -> Result<void> {
    return of(self).flaw("the document has a document type declaration, which is refused.",
                         "Remove the <!DOCTYPE ...> from the export: no return needs one.");
  });
}

void Parser::State::start_element(void* self, const xmlChar* name, const xmlChar* /*prefix*/,
                                  const xmlChar* /*uri*/, int /*namespaces*/,
                                  const xmlChar** /*namespace_parts*/, int attributes,
                                  int /*defaulted*/, const xmlChar** parts) {
  of(self).guarded(
      [&] { return of(self).begin(name, static_cast<std::size_t>(attributes), parts); });
}

void Parser::State::end_element(void* self, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
                                const xmlChar* /*uri*/) {
  of(self).guarded([&] {
    --of(self).depth;
    return of(self).events.end();
  });
}

void Parser::State::characters(void* self, const xmlChar* text, int length) {
  of(self).guarded(
      [&] { return of(self).events.text(text_of(text, static_cast<std::size_t>(length))); });
}

void Parser::State::take(std::string_view bytes) {
  const OutsideErrors outside;
  const int last =
      xmlParseChunk(context.get(), bytes.data(), static_cast<int>(bytes.size()), /*terminate=*/0);
  if (error || thrown) return;
  if (outside.first() != XML_ERR_OK) {
    error = library_flaw_at(where, line(), outside.first());
  } else if (!is_whole()) {
    // Only then: the last error may also be a harmless one.
    error = library_flaw_at(where, line(), last);
  }
}

/// What has not ended is not taken for whole, and what stands behind its end is wrong.
void Parser::State::finish() {
  if (!begun || depth > 0) {
    error = no_end_at(where, line());
    return;
  }
  const OutsideErrors outside;
  const int last = xmlParseChunk(context.get(), nullptr, 0, /*terminate=*/1);
  if (error || thrown) return;
  if (outside.first() != XML_ERR_OK || !is_whole()) error = library_flaw_at(where, line(), last);
}

Result<void> Parser::State::outcome() const {
  if (thrown) std::rethrow_exception(thrown);
  if (error) return *error;
  return {};
}

Parser::Parser(std::string where, Events& events)
    : state_(std::make_unique<State>(std::move(where), events)) {
  xmlInitParser();
  xmlSAXHandler told = {};
  told.initialized = XML_SAX2_MAGIC;
  told.startDocument = State::start_document;
  told.internalSubset = State::type_declaration;
  told.startElementNs = State::start_element;
  told.endElementNs = State::end_element;
  told.characters = State::characters;
  told.cdataBlock = State::characters;
  told.serror = OutsideErrors::keep_silent;
  state_->context.reset(xmlCreatePushParserCtxt(&told, state_.get(), nullptr, 0, nullptr));
  if (!state_->context) throw std::bad_alloc();
  // NOENT: without a type declaration there are the five entities of XML only, and without this
  // &amp; in an attribute would be left as it is.
  xmlCtxtUseOptions(state_->context.get(), XML_PARSE_NONET | XML_PARSE_NOENT);
}

Parser::~Parser() = default;

Result<void> Parser::take(std::string_view bytes) {
  constexpr std::size_t kMost = 1U << 20U;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kMost, bytes.size()))) {
    TRY(state_->outcome());
    state_->take(bytes.substr(0, kMost));
  }
  return state_->outcome();
}

Result<void> Parser::finish() {
  TRY(state_->outcome());
  state_->finish();
  return state_->outcome();
}

std::size_t Parser::line() const {
  return state_->line();
}

}  // namespace dataflow::xml
