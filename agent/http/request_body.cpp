#include "agent/http/request_body.h"

#include <algorithm>
#include <cstdio>

namespace dataflow::http {

void RequestBody::give_to(OptionSetter& set) {
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(bytes_.size()));
  set(CURLOPT_READFUNCTION, &RequestBody::read);
  set(CURLOPT_READDATA, this);
  set(CURLOPT_SEEKFUNCTION, &RequestBody::seek);
  set(CURLOPT_SEEKDATA, this);
  set(CURLOPT_PREREQFUNCTION, &RequestBody::connected);
  set(CURLOPT_PREREQDATA, this);
}

std::size_t RequestBody::read(char* to, std::size_t size, std::size_t count, void* self) {
  auto& body = *static_cast<RequestBody*>(self);
  body.asked_ = true;
  const std::size_t given = body.bytes_.copy(to, size * count, body.next_);
  body.next_ += given;
  return given;
}

int RequestBody::seek(void* self, curl_off_t offset, int origin) {
  auto& body = *static_cast<RequestBody*>(self);
  const auto size = static_cast<curl_off_t>(body.bytes_.size());
  if (origin != SEEK_SET || offset < 0 || offset > size) return CURL_SEEKFUNC_FAIL;
  body.next_ = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

int RequestBody::connected(void* self, char* /*peer*/, char* /*here*/, int /*peer_port*/,
                           int /*port_here*/) {
  static_cast<RequestBody*>(self)->connected_ = true;
  return CURL_PREREQFUNC_OK;
}

}  // namespace dataflow::http
