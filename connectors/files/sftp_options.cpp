#include "connectors/files/sftp_options.h"

#include <memory>
#include <new>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "agent/core/digest.h"
#include "agent/core/private_file.h"

namespace dataflow::connectors::files {

namespace {

constexpr long kMegabytes = 1024;
constexpr long kMostMegabytes = 1'048'576;
constexpr long kSeconds = 600;

struct FreeAddress {
  void operator()(CURLU* address) const { curl_url_cleanup(address); }
};
struct FreeText {
  void operator()(char* text) const { curl_free(text); }
};
using Address = std::unique_ptr<CURLU, FreeAddress>;

Error wrong(std::string what, std::string hint) {
  return {Remedy::stop, "source", std::move(what), std::move(hint)};
}

/// A part of the address; empty when it has none.
std::string part_of(CURLU* address, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(address, part, &text, 0) != CURLUE_OK) return "";
  const std::unique_ptr<char, FreeText> owned(text);
  return owned.get();
}

/// The address as libcurl writes it, without a slash at its end.
Result<std::string> address_of(const std::string& given) {
  const Address address(curl_url());
  if (!address) throw std::bad_alloc();
  const auto code = curl_url_set(address.get(), CURLUPART_URL, given.c_str(), 0);
  const auto has = [&](CURLUPart part) { return !part_of(address.get(), part).empty(); };
  const bool fits = code == CURLUE_OK && part_of(address.get(), CURLUPART_SCHEME) == "sftp" &&
                    !has(CURLUPART_USER) && !has(CURLUPART_PASSWORD) && !has(CURLUPART_QUERY) &&
                    !has(CURLUPART_FRAGMENT);
  if (!fits) {
    return wrong("'sftp' is not the address of a folder.",
                 "Write sftp://host/folder, or sftp://host:port/folder; the user stands under "
                 "'user'.");
  }
  std::string text = part_of(address.get(), CURLUPART_URL);
  while (text.ends_with('/')) text.pop_back();
  return text;
}

/// The fingerprint without "SHA256:" and padding, as libcurl compares it.
Result<std::string> host_key_of(std::string given) {
  constexpr std::string_view kKind = "SHA256:";
  if (given.starts_with(kKind)) given.erase(0, kKind.size());
  while (given.ends_with('=')) given.pop_back();
  const auto bytes = from_base64(given + "=");
  if (bytes && bytes->size() == Digest::kSize) return given;
  return wrong("'host_key' should be the server's fingerprint, SHA256: and 43 characters.",
               "Whoever runs the server gets it by 'ssh-keygen -lf' from each "
               "/etc/ssh/ssh_host_*_key.pub. Without it nobody knows whose server answers.");
}

Result<void> check_login(const SftpAccess& access) {
  if (access.user.empty()) return wrong("'user' is missing.", "Name the account on the server.");
  if (access.key_file.empty() == access.password.empty()) {
    return wrong("'sftp' needs either 'key_file' or 'password'.",
                 "Name the file of the private key, or where the password is kept.");
  }
  if (access.key_file.empty()) return {};
  // libcurl reads it; that it can be read, and by nobody else, is told better here.
  TRY_ASSIGN(const Secret readable, read_private_file(access.key_file));
  return {};
}

}  // namespace

std::vector<Option> sftp_options() {
  using Type = Option::Type;
  return {{"sftp",
           Type::text,
           false,
           "In place of 'folder': sftp://host/folder.",
           "",
           {"folder", "file"}},
          {"host_key", Type::text, false,
           "The fingerprint of the server's key, as ssh-keygen -lf says.", "sftp"},
          {"user", Type::text, false, "The account on the SFTP server.", "sftp"},
          {"key_file", Type::path, false, "The private key of that account.", "sftp"},
          {"passphrase", Type::secret, false, "The passphrase of 'key_file', where it has one.",
           "key_file"},
          {"password",
           Type::secret,
           false,
           "The password of the account, in place of a key.",
           "sftp",
           {"key_file"}},
          {"timeout_seconds", Type::whole_number, false,
           "How long one file may take from the SFTP server; 600 is the default."},
          {"most_megabytes", Type::whole_number, false,
           "How large one file of the SFTP server may be; 1024 is the default."}};
}

Result<SftpAccess> sftp_access(const Options& options) {
  SftpAccess access;
  TRY_ASSIGN(access.address, address_of(options.text("sftp")));
  TRY_ASSIGN(access.host_key, host_key_of(options.text("host_key")));
  access.user = options.text("user");
  access.key_file = options.text("key_file");
  access.passphrase = options.secret("passphrase");
  access.password = options.secret("password");
  TRY(check_login(access));
  const long megabytes = options.whole_number("most_megabytes", kMegabytes);
  access.timeout_seconds = options.whole_number("timeout_seconds", kSeconds);
  if (megabytes < 1 || megabytes > kMostMegabytes || access.timeout_seconds < 1) {
    return wrong(fmt::format("'most_megabytes' should be from 1 to {}, and 'timeout_seconds' 1 or "
                             "more.",
                             kMostMegabytes),
                 "Leave them out for 1024 and 600.");
  }
  access.most_bytes = static_cast<std::uint64_t>(megabytes) << 20U;
  return access;
}

}  // namespace dataflow::connectors::files
