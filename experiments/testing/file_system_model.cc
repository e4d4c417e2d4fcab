#include "experiments/testing/file_system_model.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace tenfold {
namespace {

void Require(bool condition, absl::string_view line) {
  if (condition) return;
  std::fprintf(stderr, "no such call could have succeeded: %s\n", std::string(line).c_str());
  std::abort();
}

}  // namespace

// Goes through all combinations of choices, of which each may depend on those before.
class FileSystemModel::Choices {
 public:
  // One of 0, ..., count - 1.
  int Choose(int count) {
    if (next_ == made_.size()) made_.push_back({0, count});
    return made_[next_++].first;
  }
  // To the next combination; false after the last.
  bool Advance() {
    next_ = 0;
    while (!made_.empty() && made_.back().first + 1 == made_.back().second) made_.pop_back();
    if (made_.empty()) return false;
    ++made_.back().first;
    return true;
  }

 private:
  std::vector<std::pair<int, int>> made_;
  size_t next_ = 0;
};

FileSystemModel::FileSystemModel(const Tree& tree) {
  NewNode(/*is_folder=*/true);
  for (const auto& [path, bytes] : tree) {  // a folder comes before what is in it
    const bool is_folder = path.back() == '/';
    const int node = NewNode(is_folder);
    nodes_[node].bytes = nodes_[node].safe_bytes = bytes;
    SetName(is_folder ? path.substr(0, path.size() - 1) : path, node);
  }
  for (Node& node : nodes_) node.unsafe.clear();
}

int FileSystemModel::NewNode(bool is_folder) {
  nodes_.emplace_back();
  nodes_.back().is_folder = is_folder;
  return static_cast<int>(nodes_.size()) - 1;
}

int FileSystemModel::Find(absl::string_view path) const {
  int node = 0;
  if (path == ".") return node;
  for (absl::string_view name : absl::StrSplit(path, '/')) {
    const auto found = nodes_[node].names.find(std::string(name));
    if (found == nodes_[node].names.end()) return -1;
    node = found->second;
  }
  return node;
}

void FileSystemModel::SetName(absl::string_view path, int node) {
  const size_t slash = path.rfind('/');
  const bool at_root = slash == absl::string_view::npos;
  const int folder = at_root ? 0 : Find(path.substr(0, slash));
  Require(folder >= 0, path);
  const std::string name(at_root ? path : path.substr(slash + 1));
  std::map<std::string, int>& names = nodes_[folder].names;
  std::vector<int>& values = nodes_[folder].unsafe[name];
  const auto before = names.find(name);
  if (values.empty()) values.push_back(before == names.end() ? -1 : before->second);
  if (std::find(values.begin(), values.end(), node) == values.end()) values.push_back(node);
  if (node < 0) {
    names.erase(name);
  } else {
    names[name] = node;
  }
}

void FileSystemModel::Apply(absl::string_view line) {
  const std::vector<std::string> words = absl::StrSplit(line, ' ');
  const std::string& call = words[0];
  if (words.size() < 2) return;
  if (call == "create" || call == "mkdir") {
    Require(Find(words[1]) < 0, line);  // O_EXCL
    SetName(words[1], NewNode(call == "mkdir"));
  } else if (call == "write" && words.size() == 3) {
    const int node = Find(words[1]);
    Require(node >= 0, line);
    Require(words[2].size() % 2 == 0, line);
    for (size_t i = 0; i < words[2].size(); i += 2) {
      int byte = 0;
      Require(absl::SimpleHexAtoi(words[2].substr(i, 2), &byte), line);
      nodes_[node].bytes.push_back(static_cast<char>(byte));
    }
  } else if (call == "sync") {
    const int node = Find(words[1]);
    Require(node >= 0, line);
    nodes_[node].safe_bytes = nodes_[node].bytes;
    nodes_[node].unsafe.clear();
  } else if (call == "unlink") {
    SetName(words[1], -1);
  } else if ((call == "link" || call == "rename") && words.size() == 3) {
    const int node = Find(words[1]);
    Require(node >= 0 && (call == "rename" || Find(words[2]) < 0), line);
    SetName(words[2], node);
    if (call == "rename") SetName(words[1], -1);
  } else if (call == "exchange" && words.size() == 3) {
    const int first = Find(words[1]), second = Find(words[2]);
    Require(first >= 0 && second >= 0, line);
    SetName(words[1], second);
    SetName(words[2], first);
  }
}

std::vector<std::string> FileSystemModel::PossibleBytes(const Node& node) const {
  std::vector<std::string> possible = {node.bytes};
  if (node.bytes == node.safe_bytes) return possible;
  const size_t size = node.bytes.size(), half = size / 2;
  for (std::string bytes : {node.safe_bytes, node.bytes.substr(0, half), std::string(size, '\0'),
                            node.bytes.substr(0, half) + std::string(size - half, '\0')}) {
    if (std::find(possible.begin(), possible.end(), bytes) == possible.end()) {
      possible.push_back(std::move(bytes));
    }
  }
  return possible;
}

// Without choices: what programs see.
void FileSystemModel::Collect(int folder, const std::string& path, Choices* choices,
                              std::map<int, int>& bytes, Tree& tree) const {
  const Node& node = nodes_[folder];
  std::map<std::string, int> names = node.names;
  if (choices != nullptr) {
    for (const auto& [name, values] : node.unsafe) {
      const int value = values[choices->Choose(static_cast<int>(values.size()))];
      names.erase(name);
      if (value >= 0) names[name] = value;
    }
  }
  for (const auto& [name, child] : names) {
    if (nodes_[child].is_folder) {
      const std::string below = absl::StrCat(path, name, "/");
      if (!tree.try_emplace(below).second) continue;
      Collect(child, below, choices, bytes, tree);
    } else if (choices == nullptr) {
      tree[path + name] = nodes_[child].bytes;
    } else {
      // A file of two names has the same bytes under both.
      const std::vector<std::string> possible = PossibleBytes(nodes_[child]);
      const auto [chosen, is_new] = bytes.try_emplace(child, 0);
      if (is_new) chosen->second = choices->Choose(static_cast<int>(possible.size()));
      tree[path + name] = possible[chosen->second];
    }
  }
}

Tree FileSystemModel::Current() const {
  Tree tree;
  std::map<int, int> bytes;
  Collect(0, "", nullptr, bytes, tree);
  return tree;
}

bool FileSystemModel::ForEachState(int limit, const std::function<void(const Tree&)>& visit) const {
  Choices choices;
  do {
    if (limit-- == 0) return false;
    Tree tree;
    std::map<int, int> bytes;
    Collect(0, "", &choices, bytes, tree);
    visit(tree);
  } while (choices.Advance());
  return true;
}

}  // namespace tenfold
