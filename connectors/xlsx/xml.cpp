#include "connectors/xlsx/xml.h"

#include <exception>
#include <expat.h>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

namespace {

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

/// One reading of a part: expat's calls are C, so what a handler throws is kept until it returned.
class Reading {
 public:
  Reading(XmlHandler& handler, std::string_view place)
      : handler_(handler), place_(place), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_begin, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
  }

  /// Whether more is wanted.
  Result<bool> feed(std::string_view bytes) {
    const auto size = static_cast<int>(bytes.size());
    const auto status = XML_Parse(parser_.get(), bytes.data(), size, bytes.empty() ? 1 : 0);
    if (thrown_) std::rethrow_exception(thrown_);
    if (failure_) return *failure_;
    if (enough_) return false;
    if (status != XML_STATUS_OK) return faulty(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    fed_ += size;
    // Expat keeps a tag until it is whole.
    if (fed_ - XML_GetCurrentByteIndex(parser_.get()) > static_cast<XML_Index>(kMostTokenBytes)) {
      return faulty("a tag is longer than any real one");
    }
    return !bytes.empty();
  }

 private:
  static void XMLCALL on_begin(void* self, const XML_Char* name, const XML_Char** list) {
    static_cast<Reading*>(self)->guard([&](Reading& reading) -> Result<Go> {
      if (++reading.depth_ > kDeepest) return reading.faulty("its tags lie too deep in each other");
      return reading.handler_.begin(local_name(name), Attributes(list));
    });
  }
  static void XMLCALL on_end(void* self, const XML_Char* name) {
    static_cast<Reading*>(self)->guard([&](Reading& reading) -> Result<Go> {
      --reading.depth_;
      return reading.handler_.end(local_name(name));
    });
  }
  static void XMLCALL on_text(void* self, const XML_Char* text, int size) {
    static_cast<Reading*>(self)->guard([&](Reading& reading) -> Result<Go> {
      reading.handler_.text({text, static_cast<std::size_t>(size)});
      return Go::on;
    });
  }
  static void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*,
                                 int) {
    static_cast<Reading*>(self)->guard([](Reading& reading) -> Result<Go> {
      return reading.faulty("it declares types, which no workbook does");
    });
  }

  /// After the reading has ended, expat may still make a call or two.
  template <class Step>
  void guard(Step step) noexcept {
    if (thrown_ || failure_ || enough_) return;
    try {
      const Result<Go> went = step(*this);
      if (!went) failure_ = went.error();
      enough_ = went && *went == Go::enough;
    } catch (...) {
      thrown_ = std::current_exception();
    }
    if (!thrown_ && !failure_ && !enough_) return;
    static_cast<void>(XML_StopParser(parser_.get(), XML_FALSE));  // fails only when it stopped
  }

  [[nodiscard]] Error faulty(std::string_view reason) const {
    return {Remedy::stop, std::string(place_),
            fmt::format("the workbook is damaged in line {} of its XML: {}.",
                        XML_GetCurrentLineNumber(parser_.get()), reason),
            "Export it again, or open it in Excel and save it."};
  }

  XmlHandler& handler_;
  std::string_view place_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser_;
  std::size_t depth_ = 0;
  XML_Index fed_ = 0;
  bool enough_ = false;
  std::optional<Error> failure_;
  std::exception_ptr thrown_;
};

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const {
  for (const char** at = list_; *at != nullptr; at += 2) {
    if (local_name(at[0]) == name) return at[1];
  }
  return std::nullopt;
}

std::string_view Attributes::get(std::string_view name) const {
  return find(name).value_or(std::string_view());
}

Result<void> read_xml(Part& part, XmlHandler& handler, std::string_view place) {
  Reading reading(handler, place);
  while (true) {
    TRY_ASSIGN(const auto bytes, part.next());
    TRY_ASSIGN(const bool more, reading.feed(bytes));
    if (!more) return {};
  }
}

}  // namespace dataflow::connectors::xlsx
