#include "tests/databases/database_server.h"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>

namespace dataflow {

namespace {

void need(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

std::string line_of(std::FILE* file) {
  std::string line;
  for (int c = std::fgetc(file); c != '\n'; c = std::fgetc(file)) {
    need(c != EOF, "the database server of the test has ended");
    line += static_cast<char>(c);
  }
  return line;
}

}  // namespace

/// The script, and both ends of what is said with it.
struct DatabaseServer::Pipes {
  struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;

  explicit Pipes(const std::string& kind) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    // Closed in what else is started, or the script would not see that we are gone.
    need(::pipe2(in.data(), O_CLOEXEC) == 0 && ::pipe2(out.data(), O_CLOEXEC) == 0, "no pipes");
    posix_spawn_file_actions_t actions;
    need(::posix_spawn_file_actions_init(&actions) == 0, "no memory");
    ::posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::array<std::string, 4> words{DATAFLOW_PYTHON, "-B", DATAFLOW_DATABASES, kind};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(),
                                   words[3].data(), nullptr};
    const int failure =
        ::posix_spawn(&process, DATAFLOW_PYTHON, &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    to_script.reset(::fdopen(in[1], "wb"));
    from_script.reset(::fdopen(out[0], "rb"));
    need(failure == 0, "the script of the database server does not start");
  }
  ~Pipes() {
    to_script.reset();
    ::waitpid(process, nullptr, 0);
  }
  Pipes(const Pipes&) = delete;
  Pipes& operator=(const Pipes&) = delete;

  pid_t process = 0;
  File to_script;
  File from_script;
};

DatabaseServer::DatabaseServer(const std::string& kind) : pipes_(std::make_unique<Pipes>(kind)) {
  const auto facts = boost::json::parse(line_of(pipes_->from_script.get()));
  for (const auto& fact : facts.as_object()) {
    facts_[fact.key()] = fact.value().is_string() ? std::string(fact.value().as_string())
                                                  : boost::json::serialize(fact.value());
  }
}

DatabaseServer::~DatabaseServer() = default;

DatabaseServer& DatabaseServer::of(const std::string& kind) {
  static std::map<std::string, std::unique_ptr<DatabaseServer>> servers;
  auto& server = servers[kind];
  if (!server) server.reset(new DatabaseServer(kind));
  return *server;
}

std::string DatabaseServer::lacks(const std::string& kind) {
  const auto& facts = of(kind).facts_;
  const auto found = facts.find("lacks");
  return found == facts.end() ? "" : found->second;
}

std::string DatabaseServer::sql(const std::string& text) {
  std::FILE* to = pipes_->to_script.get();
  const std::string head = std::to_string(text.size()) + "\n";
  need(std::fwrite(head.data(), 1, head.size(), to) == head.size() &&
           std::fwrite(text.data(), 1, text.size(), to) == text.size() && std::fflush(to) == 0,
       "the database server of the test has ended");
  std::FILE* from = pipes_->from_script.get();
  const std::string answer = line_of(from);
  std::string printed(std::stoul(answer.substr(answer.find(' '))), '\0');
  need(std::fread(printed.data(), 1, printed.size(), from) == printed.size(), "a short answer");
  if (!answer.starts_with("done")) throw std::runtime_error(printed);
  return printed;
}

connectors::Options DatabaseServer::options() const {
  connectors::Options options;
  options.values = {{"driver", fact("driver")},  {"server", "localhost"}, {"port", fact("port")},
                    {"database", "cms"},         {"schema", "cms"},       {"user", "reader"},
                    {"ca_file", fact("ca_file")}};
  options.secrets["password"] = Secret(fact("reader_password"));
  return options;
}

}  // namespace dataflow
