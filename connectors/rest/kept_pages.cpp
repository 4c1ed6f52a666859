#include "connectors/rest/kept_pages.h"

#include <utility>

namespace dataflow::connectors::rest {

namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

}  // namespace

void KeptPages::begin_read() {
  before_ = std::exchange(now_, {});
  bytes_ = 0;
}

const KeptPages::Page* KeptPages::find(const std::string& url) const {
  if (const auto page = now_.find(url); page != now_.end()) return &page->second;
  const auto page = before_.find(url);
  return page == before_.end() ? nullptr : &page->second;
}

void KeptPages::keep(const std::string& url) {
  const auto page = before_.find(url);
  if (page == before_.end() || now_.count(url) != 0) return;
  bytes_ += page->second.body.size();
  now_.insert(before_.extract(page));
}

void KeptPages::keep(const std::string& url, Page page) {
  before_.erase(url);
  if (const auto old = now_.find(url); old != now_.end()) {
    bytes_ -= old->second.body.size();
    now_.erase(old);
  }
  if (page.tag.empty() || bytes_ + page.body.size() > kMostBytes) return;
  bytes_ += page.body.size();
  now_.emplace(url, std::move(page));
}

}  // namespace dataflow::connectors::rest
