#include "connectors/rest/status_error.h"

#include <fmt/format.h>

namespace dataflow::connectors::rest {

namespace {

std::string hint_for(int status) {
  if (status == 401) return "Check the key, or client_id, client_secret and scope.";
  if (status == 403) return "This account may not read it: ask the supplier of the API.";
  if (status == 404 || status == 410) return "Check url, and base_path and path in the profile.";
  if (status >= 300 && status < 400) {
    return "Redirects are not followed. Write the address itself into url.";
  }
  return status < 500 ? "Check the parameters in the profile." : "";
}

}  // namespace

Error status_error(int status, const std::string& where) {
  const bool passes = status >= 500 || status == 408 || status == 425 || status == 429;
  return {passes ? Remedy::wait : Remedy::stop, where,
          fmt::format("The API answered with status {}.", status), hint_for(status)};
}

}  // namespace dataflow::connectors::rest
