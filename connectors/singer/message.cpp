#include "connectors/singer/message.h"

namespace dataflow::connectors::singer {

namespace {

using json::Value;

Error no_message(std::string what) {
  return {Remedy::stop, "", std::move(what),
          "A tap writes Singer messages to standard output, and all else to standard error."};
}

const Value* object_in(const Value& message, const char* name) {
  const Value* found = message.member(name);
  return found != nullptr && found->kind == Value::Kind::object ? found : nullptr;
}

std::string version_in(const Value& message) {
  const Value* version = message.member("version");
  return version == nullptr ? "" : version->text;
}

Result<Message> read_schema(const Value& message, const std::string& stream) {
  const Value* schema = object_in(message, "schema");
  if (schema == nullptr) return no_message("A SCHEMA message has no schema.");
  Stream read{stream, columns_in(*schema), {}};
  const Value* key = message.member("key_properties");
  if (key == nullptr || key->kind == Value::Kind::nothing) return Message(SchemaMessage{read});
  auto names = texts_in(*key);
  if (!names) return no_message("The key_properties of a SCHEMA message are no list of names.");
  read.key = std::move(*names);
  return Message(SchemaMessage{std::move(read)});
}

Result<Message> read_record(Value& message, const std::string& stream) {
  for (auto& [name, value] : message.members) {
    if (name != "record" || value.kind != Value::Kind::object) continue;
    return Message(RecordMessage{stream, std::move(value), version_in(message)});
  }
  return no_message("A RECORD message has no record.");
}

}  // namespace

Result<Message> read_message(std::string_view line) {
  auto message = json::parse(line);
  const auto type = message ? message->text_of("type") : std::nullopt;
  if (!type) return no_message("This line is no Singer message.");
  if (*type == "STATE") return Message(StateMessage{});
  if (*type == "BATCH") {
    return Error{Remedy::stop, "", "The tap writes BATCH messages, which are not read.",
                 "Turn batches off in the configuration of the tap."};
  }
  const auto stream = message->text_of("stream");
  if (!stream || stream->empty()) return no_message("This message names no stream.");
  if (*type == "SCHEMA") return read_schema(*message, *stream);
  if (*type == "RECORD") return read_record(*message, *stream);
  if (*type == "ACTIVATE_VERSION") return Message(VersionMessage{*stream, version_in(*message)});
  return no_message("This line is a message of an unknown type.");
}

}  // namespace dataflow::connectors::singer
