#include "agent/service/instance.h"

#include <fstream>
#include <utility>

#include <boost/interprocess/sync/file_lock.hpp>

#include "agent/core/account.h"

namespace dataflow::service {

namespace {

/// Appending nothing makes the file and changes none that is there.
bool make(const std::filesystem::path& file) {
  return static_cast<bool>(std::ofstream(file, std::ios::app));
}

}  // namespace

Instance::Instance(std::unique_ptr<boost::interprocess::file_lock> lock) : lock_(std::move(lock)) {}
Instance::Instance(Instance&&) noexcept = default;
Instance& Instance::operator=(Instance&&) noexcept = default;
Instance::~Instance() = default;

Result<Instance> Instance::of(const std::filesystem::path& ledger) {
  std::filesystem::path file = ledger;
  file += ".lock";
  const Error no_lock{Remedy::stop, file.string(), "The ledger cannot be locked for this process.",
                      "Check that its folder exists and that this account may write to it."};
  TRY(check_account(file));
  if (!make(file)) return no_lock;
  try {
    auto lock = std::make_unique<boost::interprocess::file_lock>(file.string().c_str());
    if (lock->try_lock()) return Instance(std::move(lock));
  } catch (const boost::interprocess::interprocess_exception&) {
    return no_lock;
  }
  return Error{Remedy::wait, ledger.string(), "Another dataflow-agent works with this ledger.",
               "Stop the service first, or wait until the other one has finished."};
}

}  // namespace dataflow::service
