#include "agent/http/client.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <curl/curl.h>
#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::http {

namespace {

constexpr std::size_t kMostResponseBytes = 16U << 20U;
constexpr long kConnectSeconds = 15;

/// libcurl wants to be told once per process, before its first handle.
CURLcode initialise() {
  static const CURLcode kDone = curl_global_init(CURL_GLOBAL_DEFAULT);
  return kDone;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

Result<HeaderList> header_list(const Request& request) {
  HeaderList list;
  for (const auto& [name, value] : request.headers) {
    const std::string line = fmt::format("{}: {}", name, value);
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return Error{Remedy::wait, request.url, "Memory ran out.", ""};
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* response) {
  auto& body = static_cast<Response*>(response)->body;
  if (body.size() + size * count > kMostResponseBytes) return 0;  // libcurl then gives up
  body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* response) {
  const std::string_view line(bytes, size * count);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  std::string name = ascii::lowered(line.substr(0, colon));
  const std::string_view value = ascii::trimmed(line.substr(colon + 1));
  static_cast<Response*>(response)->headers[std::move(name)] = value;
  return line.size();
}

/// What the person in charge can do about a failure of libcurl.
Error error_of(CURLcode code, const std::string& url, const char* detail) {
  const std::string what =
      fmt::format("No answer: {}.", *detail != '\0' ? detail : curl_easy_strerror(code));
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return {Remedy::stop, url,
              "The certificate of the endpoint is not trusted: " + std::string(detail) + ".",
              "Check the address, and name the authority that issued the certificate in ca_file."};
    case CURLE_SSL_CACERT_BADFILE:
      return {Remedy::stop, url, "The file of trusted authorities cannot be read.",
              "Check the setting ca_file."};
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Remedy::stop, url, "This is not a usable address.", "Check the setting url."};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Remedy::wait, url, what, "Check the address and the name server."};
    case CURLE_COULDNT_CONNECT:
      return {Remedy::wait, url, what,
              "Check that the endpoint is up and the firewall lets it pass."};
    default:
      return {Remedy::wait, url, what, ""};
  }
}

/// Whether a byte of the request left. libcurl repeats a request by itself when a connection that
/// it used before turns out to be gone: how the last connection failed says nothing of the first.
bool any_sent(CURL* handle) {
  long bytes = 0;
  return curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &bytes) != CURLE_OK || bytes > 0;
}

Reach reach_of(CURL* handle, CURLcode code) {
  if (any_sent(handle)) return Reach::unknown;
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
      return Reach::not_sent;
    default:
      return Reach::unknown;
  }
}

}  // namespace

void Client::Close::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

Result<Client> Client::open(const ClientOptions& options) {
  const Error broken{Remedy::stop, "libcurl", "It cannot be started.", ""};
  if (initialise() != CURLE_OK) return broken;
  Handle handle(curl_easy_init());
  if (!handle) return broken;
  bool set = true;
  const auto option = [&](CURLoption name, auto value) {
    set = set && curl_easy_setopt(handle.get(), name, value) == CURLE_OK;
  };
  option(CURLOPT_PROTOCOLS_STR, "https");
  option(CURLOPT_SSL_VERIFYPEER, 1L);
  option(CURLOPT_SSL_VERIFYHOST, 2L);
  option(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  option(CURLOPT_FOLLOWLOCATION, 0L);
  option(CURLOPT_NOSIGNAL, 1L);  // timeouts without signals: several threads
  option(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  option(CURLOPT_TIMEOUT, static_cast<long>(options.timeout.count()));
  option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  option(CURLOPT_WRITEFUNCTION, take_body);
  option(CURLOPT_HEADERFUNCTION, take_header);
  if (!options.ca_file.empty()) option(CURLOPT_CAINFO, options.ca_file.string().c_str());
  if (!set) return broken;
  return Client(std::move(handle));
}

Exchange Client::post(const Request& request) {
  Exchange exchange;
  auto headers = header_list(request);
  if (!headers) {
    exchange.reach = Reach::not_sent;
    exchange.error = headers.error();
    return exchange;
  }
  Response response;
  std::array<char, CURL_ERROR_SIZE> detail{};
  bool set = true;
  const auto option = [&](CURLoption name, auto value) {
    set = set && curl_easy_setopt(handle_.get(), name, value) == CURLE_OK;
  };
  option(CURLOPT_URL, request.url.c_str());
  option(CURLOPT_POST, 1L);
  option(CURLOPT_POSTFIELDS, request.body.data());
  option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  option(CURLOPT_HTTPHEADER, headers->get());
  option(CURLOPT_WRITEDATA, &response);
  option(CURLOPT_HEADERDATA, &response);
  option(CURLOPT_ERRORBUFFER, detail.data());
  const CURLcode code = set ? curl_easy_perform(handle_.get()) : CURLE_FAILED_INIT;
  curl_easy_setopt(handle_.get(), CURLOPT_ERRORBUFFER,
                   nullptr);  // cannot fail; ends with this call
  curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, nullptr);
  if (code != CURLE_OK) {
    exchange.reach = reach_of(handle_.get(), code);
    exchange.error = error_of(code, request.url, detail.data());
    return exchange;
  }
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  exchange.response = std::move(response);
  return exchange;
}

}  // namespace dataflow::http
