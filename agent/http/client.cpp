#include "agent/http/client.h"

#include <array>

#include <curl/curl.h>
#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "agent/http/client_certificate.h"
#include "agent/http/failure.h"
#include "agent/http/option_setter.h"
#include "agent/http/proxy_route.h"
#include "agent/http/request_body.h"
#include "agent/http/tls_refusal.h"
#include "agent/http/trust.h"

namespace dataflow::http {

namespace {

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

/// A response while it comes in.
struct Incoming {
  Response response;
  std::size_t most_bytes;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* incoming) {
  auto& [response, most_bytes] = *static_cast<Incoming*>(incoming);
  if (response.body.size() + size * count > most_bytes) return 0;  // libcurl then gives up
  response.body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* incoming) {
  const std::string_view line(bytes, size * count);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const std::string name = ascii::lowered(line.substr(0, colon));
  const std::string_view value = ascii::trimmed(line.substr(colon + 1));
  std::string& kept = static_cast<Incoming*>(incoming)->response.headers[name];
  const bool joins = name == "link" && !kept.empty();
  kept = joins ? fmt::format("{}, {}", kept, value) : std::string(value);
  return line.size();
}

void set_manners(OptionSetter& set, const ClientOptions& options) {
  set(CURLOPT_PROTOCOLS_STR, "https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);  // timeouts without signals: several threads
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(options.timeout.count()));
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_HEADERFUNCTION, take_header);
}

/// libcurl refuses an option that it was built without.
Error cannot_start(CURLcode code) {
  return {Remedy::stop, "libcurl",
          fmt::format("It cannot do what the settings ask for: {}.", curl_easy_strerror(code)),
          "Use the libcurl of Debian 12, or one that was built with TLS, GSS-API and NTLM."};
}

Exchange failed(Reach reach, int proxy_status, Error error, Stage stage) {
  return {std::nullopt, reach, proxy_status, std::move(error), stage};
}

/// libcurl keeps no pointer to what ends with this call.
void let_go(CURL* handle) {
  for (const CURLoption name : {CURLOPT_ERRORBUFFER, CURLOPT_HTTPHEADER, CURLOPT_READDATA,
                                CURLOPT_SEEKDATA, CURLOPT_PREREQDATA}) {
    curl_easy_setopt(handle, name, nullptr);  // cannot fail
  }
}

}  // namespace

std::string Response::header(std::string_view lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string() : found->second;
}

void Client::Close::operator()(void* handle) const {
  curl_easy_cleanup(handle);
}

Result<Client> Client::open(const ClientOptions& options) {
  if (const CURLcode code = initialise(); code != CURLE_OK) return cannot_start(code);
  Handle handle(curl_easy_init());
  if (!handle) return cannot_start(CURLE_FAILED_INIT);
  OptionSetter set(handle.get());
  set_manners(set, options);
  TRY(set_trust(set, options));
  if (options.client_certificate) TRY(set_client_certificate(set, *options.client_certificate));
  set_proxy(set, options.proxy);
  if (!options.proxy.methods.empty()) {
    set_proxy_method(set, options.proxy, options.proxy.methods.front());
  }
  if (set.worst() != CURLE_OK) return cannot_start(set.worst());
  return Client(std::move(handle), options);
}

Exchange Client::post(const Request& request) {
  return exchange(Method::post, request);
}

Exchange Client::get(const Request& request) {
  return exchange(Method::get, request);
}

Exchange Client::exchange(Method method, const Request& request) {
  constexpr int kWhoAsks = 407;
  while (true) {
    Exchange exchange = exchange_once(method, request);
    const bool may_repeat = exchange.proxy_status == kWhoAsks && exchange.reach == Reach::not_sent;
    if (!may_repeat || !next_method()) return exchange;
  }
}

Exchange Client::exchange_once(Method method, const Request& request) {
  auto headers = header_list(request);
  if (!headers) return failed(Reach::not_sent, 0, headers.error(), Stage::exchange);
  Incoming incoming{{}, options_.most_response_bytes};
  RequestBody body(request.body);
  std::array<char, CURL_ERROR_SIZE> detail{};
  OptionSetter set(handle_.get());
  set(CURLOPT_URL, request.url);
  body.give_to(set);
  if (method == Method::get) set(CURLOPT_HTTPGET, 1L);
  set(CURLOPT_HTTPHEADER, headers->get());
  set(CURLOPT_WRITEDATA, &incoming);
  set(CURLOPT_HEADERDATA, &incoming);
  set(CURLOPT_ERRORBUFFER, detail.data());
  const CURLcode code = set.worst() == CURLE_OK ? curl_easy_perform(handle_.get()) : set.worst();
  let_go(handle_.get());
  if (code != CURLE_OK) {
    const Failure failure = failure_of(handle_.get(), code, detail.data());
    return failed(body.may_have_arrived() ? Reach::unknown : Reach::not_sent,
                  refused_by_proxy(failure) ? static_cast<int>(failure.proxy_status) : 0,
                  error_of(failure, request.url, options_),
                  stage_of(failure, request.url, options_));
  }
  Response& response = incoming.response;
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  // The server in front has the bytes, and passed none of them on as far as it says.
  if (auto refusal = certificate_refused(response, request.url, options_)) {
    return failed(Reach::unknown, 0, std::move(*refusal), Stage::tls);
  }
  return {std::move(response), Reach::unknown, 0, {}, Stage::exchange};
}

/// Goes on to the next method. After the last one the first is next: for the next request, since a
/// ticket may have come in the meantime.
bool Client::next_method() {
  const auto& methods = options_.proxy.methods;
  const bool more = method_ + 1 < methods.size();
  method_ = more ? method_ + 1 : 0;
  if (methods.empty()) return false;
  OptionSetter set(handle_.get());
  set_proxy_method(set, options_.proxy, methods[method_]);
  return more && set.worst() == CURLE_OK;
}

}  // namespace dataflow::http
