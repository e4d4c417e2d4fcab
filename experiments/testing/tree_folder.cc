#include "experiments/testing/tree_folder.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "experiments/testing/tiny_sweep.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

void Require(bool condition, const std::string& path) {
  if (condition) return;
  std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
  std::abort();
}

}  // namespace

Tree ReadTree(const std::string& folder) {
  Tree tree;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).string();
    tree[entry.is_directory() ? path + "/" : path] =
        entry.is_directory() ? "" : Slurp(entry.path().string());
  }
  return tree;
}

TreeFolder::TreeFolder(const std::string& path) : path_(path) {
  fs::remove_all(path);
  fs::create_directories(path);
}

void TreeFolder::Become(const Tree& tree) {
  for (auto it = current_.rbegin(); it != current_.rend(); ++it) {
    if (tree.count(it->first) == 0) fs::remove(path_ + "/" + it->first);
  }
  for (const auto& [name, bytes] : tree) {
    const auto there = current_.find(name);
    if (there != current_.end() && there->second == bytes) continue;
    const std::string path = path_ + "/" + name;
    if (name.back() == '/') {
      fs::create_directory(path);
      continue;
    }
    std::FILE* file = std::fopen(path.c_str(), "wb");
    Require(file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() &&
                std::fclose(file) == 0,
            path);
  }
  current_ = tree;
}

}  // namespace tenfold
