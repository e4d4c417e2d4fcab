// Trees of the model of a file system, on disk.
#pragma once

#include <string>

#include "experiments/testing/file_system_model.h"

namespace tenfold {

Tree ReadTree(const std::string& folder);

// A folder on disk that becomes one tree after another; only what differs is written.
class TreeFolder {
 public:
  // Creates it, empty.
  explicit TreeFolder(const std::string& path);

  const std::string& path() const { return path_; }

  void Become(const Tree& tree);

 private:
  const std::string path_;
  Tree current_;
};

}  // namespace tenfold
