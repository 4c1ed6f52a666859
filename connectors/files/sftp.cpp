#include "connectors/files/sftp.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "agent/http/option_setter.h"
#include "agent/http/percent.h"
#include "connectors/files/sftp_error.h"

namespace dataflow::connectors::files {

namespace {

constexpr long kConnectSeconds = 15;
constexpr long kSilentSeconds = 60;  // a transfer may rest for so long
constexpr long kIdleSeconds = 30;    // a connection that rested for longer is not used again
constexpr char kBeginning[] = "0-1048575";
constexpr std::uint64_t kMostNames = std::uint64_t{16} << 20U;  // bytes of a list of names

/// libcurl wants to be told once per process, before its first handle.
CURLcode initialise() {
  static const CURLcode kDone = curl_global_init(CURL_GLOBAL_DEFAULT);
  return kDone;
}

Error cannot_start(CURLcode code) {
  return {Remedy::stop, "libcurl",
          fmt::format("It cannot do what 'sftp' asks for: {}.", curl_easy_strerror(code)),
          "Use the libcurl of Debian 12, or one that was built with SFTP."};
}

Error untold(std::string where) {
  return {Remedy::stop, std::move(where), "the server does not tell size and time of the file.",
          "Both are needed to see that it does not change while it is read."};
}

struct Incoming {
  std::string bytes;
  std::uint64_t most;
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* incoming) noexcept {
  auto& [kept, most] = *static_cast<Incoming*>(incoming);
  if (kept.size() + size * count > most) return 0;  // libcurl then gives up
  kept.append(bytes, size * count);
  return size * count;
}

void set_server(http::OptionSetter& set, const SftpAccess& access) {
  set(CURLOPT_PROTOCOLS_STR, "sftp");
  set(CURLOPT_PROXY, "");     // whatever the environment names is for the web
  set(CURLOPT_NOSIGNAL, 1L);  // timeouts without signals: several threads
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_TIMEOUT, access.timeout_seconds);
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
  set(CURLOPT_MAXAGE_CONN, kIdleSeconds);
  set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, access.host_key);
  set(CURLOPT_FILETIME, 1L);
  set(CURLOPT_WRITEFUNCTION, take);
}

/// Only the one way to log in that the settings name: no other key of the account is offered.
void set_login(http::OptionSetter& set, const SftpAccess& access) {
  set(CURLOPT_USERNAME, access.user);
  if (access.key_file.empty()) {
    set(CURLOPT_SSH_AUTH_TYPES, long{CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD});
    set(CURLOPT_PASSWORD, access.password.reveal());
    return;
  }
  set(CURLOPT_SSH_AUTH_TYPES, long{CURLSSH_AUTH_PUBLICKEY});
  set(CURLOPT_SSH_PRIVATE_KEYFILE, access.key_file.string());
  if (!access.passphrase.empty()) set(CURLOPT_KEYPASSWD, access.passphrase.reveal());
}

}  // namespace

/// What came of a question; `bytes` and `stamp` where it was answered.
struct Sftp::Answer {
  CURLcode code = CURLE_OK;
  std::string detail;
  std::string bytes = {};
  std::optional<Stamp> stamp = {};
};

void Sftp::Close::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

Result<Sftp::Handle> Sftp::make_handle(const SftpAccess& access) {
  if (const CURLcode code = initialise(); code != CURLE_OK) return cannot_start(code);
  Handle handle(curl_easy_init());
  if (!handle) return cannot_start(CURLE_FAILED_INIT);
  http::OptionSetter set(handle.get());
  set_server(set, access);
  set_login(set, access);
  if (set.worst() != CURLE_OK) return cannot_start(set.worst());
  return handle;
}

Result<std::unique_ptr<Store>> Sftp::open(SftpAccess access) {
  TRY_ASSIGN(auto handle, make_handle(access));
  return std::unique_ptr<Store>(new Sftp(std::move(access), std::move(handle)));
}

std::string Sftp::place(const std::string& file) const {
  return access_.address + "/" + file;
}

std::string Sftp::url_of(const std::string& file) const {
  return access_.address + "/" + http::percent_encoded(file);
}

Sftp::Answer Sftp::ask(Ask ask, const std::string& file, const char* range,
                       std::uint64_t most_bytes) {
  if (!handle_) {
    auto made = make_handle(access_);
    if (!made) return {CURLE_FAILED_INIT, made.error().what};
    handle_ = std::move(*made);
  }
  std::array<char, CURL_ERROR_SIZE> detail{};
  Incoming incoming{{}, most_bytes};
  http::OptionSetter set(handle_.get());
  set(CURLOPT_URL, url_of(file));
  set(CURLOPT_HTTPGET, 1L);  // takes the last NOBODY back
  set(CURLOPT_NOBODY, ask == Ask::stamp ? 1L : 0L);
  set(CURLOPT_DIRLISTONLY, ask == Ask::names ? 1L : 0L);
  set(CURLOPT_RANGE, range);
  set(CURLOPT_WRITEDATA, &incoming);
  set(CURLOPT_ERRORBUFFER, detail.data());
  const CURLcode code = set.worst() == CURLE_OK ? curl_easy_perform(handle_.get()) : set.worst();
  curl_easy_setopt(handle_.get(), CURLOPT_ERRORBUFFER, nullptr);  // cannot fail
  Answer answer{code, *detail.data() != '\0' ? detail.data() : curl_easy_strerror(code)};
  if (code != CURLE_OK) return answer;
  answer.bytes = std::move(incoming.bytes);
  curl_off_t size = -1;
  curl_off_t written = -1;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
  curl_easy_getinfo(handle_.get(), CURLINFO_FILETIME_T, &written);
  if (ask == Ask::stamp && written >= 0) {
    // libcurl says nothing of a size of 0, as of one that the server does not tell.
    answer.stamp = {static_cast<std::uint64_t>(std::max<curl_off_t>(size, 0)),
                    FileTime(std::chrono::seconds(written))};
  }
  return answer;
}

Result<std::vector<std::string>> Sftp::list() {
  const Answer answer = ask(Ask::names, "", nullptr, kMostNames);
  if (answer.code != CURLE_OK) {
    return sftp_error({answer.code, answer.detail, access_.address, SftpStep::folder});
  }
  std::vector<std::string> names;
  std::istringstream lines(answer.bytes);
  for (std::string name; std::getline(lines, name);) {
    if (name != "." && name != ".." && !name.empty()) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::optional<Stamp>> Sftp::find(const std::string& file) {
  const Answer answer = ask(Ask::stamp, file, nullptr, 0);
  if (answer.code == CURLE_REMOTE_FILE_NOT_FOUND) return std::optional<Stamp>();
  if (answer.code != CURLE_OK) {
    return sftp_error({answer.code, answer.detail, place(file), SftpStep::file});
  }
  if (answer.stamp) return answer.stamp;
  return untold(place(file));
}

/// Its size is asked for again: an empty file has no beginning to ask for.
Result<std::unique_ptr<std::istream>> Sftp::open(const std::string& file, Extent extent) {
  TRY_ASSIGN(const Stamp stamp, stamp_of(*this, file));
  const bool too_large = stamp.size > access_.most_bytes && extent == Extent::whole;
  const bool part = extent == Extent::beginning && stamp.size > 0;
  Answer answer = too_large
                      ? Answer{CURLE_WRITE_ERROR, ""}
                      : ask(Ask::bytes, file, part ? kBeginning : nullptr, access_.most_bytes);
  if (answer.code == CURLE_WRITE_ERROR) {
    return Error{Remedy::stop, place(file),
                 fmt::format("the file is larger than {} MB.", access_.most_bytes >> 20U),
                 "Allow more by 'most_megabytes': it is in memory while it is read."};
  }
  if (answer.code != CURLE_OK) {
    return sftp_error({answer.code, answer.detail, place(file), SftpStep::file});
  }
  if (stamp.size == 0 && !answer.bytes.empty()) {
    TRY(check_unchanged(*this, file, stamp));
    return untold(place(file));
  }
  if (!part && answer.bytes.size() != stamp.size) {
    return Error{Remedy::wait, place(file), "the file was being written while it was read.",
                 "It is tried again; let the export finish first."};
  }
  return std::unique_ptr<std::istream>(new std::istringstream(std::move(answer.bytes)));
}

}  // namespace dataflow::connectors::files
