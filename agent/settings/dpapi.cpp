#include "agent/settings/dpapi.h"

#ifdef _WIN32
#include <memory>
#include <string>
#include <windows.h>

#include "agent/core/private_file.h"
#endif

namespace dataflow::settings {

#ifdef _WIN32

namespace {

struct WipeAndFree {
  std::size_t size = 0;
  void operator()(BYTE* bytes) const {
    SecureZeroMemory(bytes, size);
    LocalFree(bytes);
  }
};

}  // namespace

Result<Secret> read_dpapi(const std::filesystem::path& file) {
  TRY_ASSIGN(std::string sealed, read_file(file));
  DATA_BLOB in{static_cast<DWORD>(sealed.size()), reinterpret_cast<BYTE*>(sealed.data())};
  DATA_BLOB out{};
  if (CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN,
                         &out) == 0) {
    return Error{Remedy::stop, file.string(), "Windows does not open this secret.",
                 "It has to be written on this machine by the account that runs the agent."};
  }
  const std::unique_ptr<BYTE, WipeAndFree> bytes(out.pbData, {out.cbData});
  return Secret(std::string(reinterpret_cast<const char*>(out.pbData), out.cbData));
}

#else

Result<Secret> read_dpapi(const std::filesystem::path& file) {
  return Error{Remedy::stop, file.string(), "Only Windows can open a secret kept by DPAPI.",
               "Write {file: PATH}, {env: VARIABLE} or {credential: NAME} instead."};
}

#endif

}  // namespace dataflow::settings
