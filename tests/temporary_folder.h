// A TemporaryFolder is an empty folder for one test, removed with all it holds at the end.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow {

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(parent() / name()) {
    if (!std::filesystem::create_directory(path_)) throw std::runtime_error("the folder exists");
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // a folder left behind fails no promise
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Makes or replaces a file and gives its path.
  std::filesystem::path write(const std::string& file, std::string_view bytes) const {
    const auto path = path_ / file;
    std::ofstream stream(path, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush()) throw std::runtime_error("the file cannot be written");
    return path;
  }

  [[nodiscard]] static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  /// The names of all files, sorted.
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  /// In memory where the system has a place for that: what is synced to a busy disk makes the tests
  /// of rooms take ten times as long.
  static std::filesystem::path parent() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code problem;
    const auto space = std::filesystem::space(memory, problem);
    constexpr std::uintmax_t kEnough = 1'000'000'000;
    return !problem && space.available > kEnough ? memory : std::filesystem::temp_directory_path();
  }

  static std::string name() {
    std::random_device random;
    return "dataflow-test-" + std::to_string(random()) + "-" + std::to_string(random());
  }

  std::filesystem::path path_;
};

}  // namespace dataflow
