#include "agent/support/program.h"

#include <zip.h>

#include <boost/version.hpp>
#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <zstd.h>

#include "agent/core/digest.h"
#include "agent/core/private_file.h"

namespace dataflow::support {

namespace {

namespace fs = std::filesystem;

std::string texts_in(const fs::path& folder) {
  std::string text;
  std::error_code problem;
  for (const auto& entry : fs::recursive_directory_iterator(folder, problem)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    if (auto content = read_file(entry.path())) text += *content + "\n";
  }
  return text;
}

}  // namespace

Result<BundleFile> about(const std::string& version, const std::string& system,
                         const app::Plan& plan, const ledger::Ledger& ledger) {
  TRY_ASSIGN(auto schema, ledger.database().prepare("PRAGMA user_version"));
  if (schema.step() != sqlite::Step::row) return schema.error();
  return BundleFile{
      "about.txt", fmt::format("program   {}\n"
                               "system    {}\n"
                               "standard  {}\n"
                               "mapping   {}, sha-256 {}\n"
                               "ledger    version {}\n"
                               "sqlite    {}\n"
                               "openssl   {}\n"
                               "curl      {}\n"
                               "zstd      {}\n"
                               "libzip    {}\n"
                               "boost     {}\n",
                               version, system, plan.standard().id(), plan.mapping().name,
                               plan.mapping().digest.hex(), schema.integer(0), sqlite3_libversion(),
                               OpenSSL_version(OPENSSL_VERSION), curl_version(),
                               ZSTD_versionString(), zip_libzip_version(), BOOST_LIB_VERSION)};
}

Result<BundleFile> mapping_text(const app::Plan& plan, const fs::path& shipped) {
  TRY_ASSIGN(auto text, read_file(plan.mapping().file));
  BundleFile mapping{"mapping.yaml", std::move(text)};
  mapping.shipped = texts_in(shipped / "mappings");
  return mapping;
}

std::string shipped_text(const fs::path& shipped) {
  return texts_in(shipped / "standards") + texts_in(shipped / "mappings");
}

}  // namespace dataflow::support
