#include "agent/service/program_location.h"

#define BOOST_DLL_USE_STD_FS  // so that Boost's own filesystem library is not needed
#include <boost/dll/runtime_symbol_info.hpp>

namespace dataflow::service {

std::filesystem::path shipped_folder() {
  const std::filesystem::path program = boost::dll::program_location();
  return (program.parent_path().parent_path() / "share" / "dataflow-agent").lexically_normal();
}

}  // namespace dataflow::service
