#include "connectors/files/sftp_error.h"

#include <string_view>

#include <fmt/format.h>

namespace dataflow::connectors::files {

namespace {

/// libcurl tells it in a sentence only: "... Remote X= is not equal to Y". Empty when it did not.
std::string met_fingerprint(std::string_view detail) {
  constexpr std::string_view kBefore = "Remote ";
  const std::size_t begin = detail.find(kBefore);
  if (begin == std::string_view::npos) return "";
  std::string_view met = detail.substr(begin + kBefore.size());
  met = met.substr(0, met.find(' '));
  while (met.ends_with('=')) met.remove_suffix(1);
  return std::string(met);
}

Error wrong_host_key(const SftpFailure& failure) {
  const std::string met = met_fingerprint(failure.detail);
  return {
      Remedy::stop, failure.where,
      met.empty() ? "the server shows another host key than 'host_key' names."
                  : fmt::format("the server shows another host key than 'host_key' names: "
                                "SHA256:{}.",
                                met),
      "Ask whoever runs the server, by telephone, for the fingerprints of its keys. Only if this "
      "is one of them, write it under 'host_key'. If not, somebody may be in between."};
}

Error not_found(const SftpFailure& failure) {
  if (failure.step == SftpStep::file) {
    return {Remedy::wait, failure.where, "the file was there and cannot be found now.",
            "The folder is being written: it is tried again."};
  }
  return {Remedy::stop, failure.where, "there is no such folder on the server.",
          "Check the path in 'sftp': it begins at the root of the server, or at home with '/~/'."};
}

}  // namespace

Error sftp_error(const SftpFailure& failure) {
  switch (failure.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return wrong_host_key(failure);
    case CURLE_LOGIN_DENIED:
      return {Remedy::stop, failure.where, "the server refused the login.",
              "Check 'user', and that the server knows the key of 'key_file' and that 'passphrase' "
              "opens it, or that 'password' is right."};
    case CURLE_REMOTE_ACCESS_DENIED:
      return {Remedy::stop, failure.where, "the server lets this account not read it.",
              "Ask whoever runs the server for the right to read the folder and its files."};
    case CURLE_REMOTE_FILE_NOT_FOUND:
      return not_found(failure);
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Remedy::wait, failure.where, "the name of the server is not known.",
              "Check the address in 'sftp' and the name server."};
    case CURLE_COULDNT_CONNECT:
      return {Remedy::wait, failure.where, fmt::format("no connection: {}.", failure.detail),
              "Check that the server is up and that the firewall lets it pass."};
    case CURLE_OPERATION_TIMEDOUT:
      return {Remedy::wait, failure.where, "the server did not answer in time.",
              "It is tried again; 'timeout_seconds' allows more for one file."};
    default:
      return {Remedy::wait, failure.where,
              fmt::format("the connection was lost: {}.", failure.detail), "It is tried again."};
  }
}

}  // namespace dataflow::connectors::files
