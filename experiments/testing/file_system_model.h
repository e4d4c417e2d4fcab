// What a file system may hold after a power loss, given what a program did before.
//
// The model, which is what POSIX promises and no more:
//  - The bytes of a file are safe up to its last fsync. Of what was written later there may be
//    all, nothing, the first half, zeros of the same length, or the first half and then zeros.
//  - The names in a folder are safe up to the folder's last fsync. A name that was given, changed
//    or taken away later has any one of the values that it had since. Each name has its own: any
//    order, any combination is possible.
//  - A rename over a name leaves the old file there or the new one, never none. The name that it
//    takes away may nevertheless be there still. Of two names that are exchanged each leads to
//    one of the two, never to nothing.
//  - What lies in a folder whose own name is lost is lost with it. fsync of a file does not save
//    its name, fsync of a folder neither the bytes of its files nor its own name.
//  - What a killed process has done counts like everything else: a kill loses nothing by itself.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace tenfold {

// Path -> bytes; a path that ends with a slash is a folder.
using Tree = std::map<std::string, std::string>;

class FileSystemModel {
 public:
  // Everything in `tree` is safe.
  explicit FileSystemModel(const Tree& tree);

  // A line of the write shim's log; others are ignored. Aborts if the call could not have
  // succeeded.
  void Apply(absl::string_view line);

  // What programs see now.
  Tree Current() const;

  // Calls `visit` for each state that a power loss may leave now, up to `limit` of them. False if
  // there are more.
  bool ForEachState(int limit, const std::function<void(const Tree&)>& visit) const;

 private:
  struct Node {
    bool is_folder = false;
    std::string bytes, safe_bytes;                   // of a file
    std::map<std::string, int> names;                // of a folder: name -> node
    std::map<std::string, std::vector<int>> unsafe;  // all values since the last fsync, -1 for none
  };
  class Choices;

  int Find(absl::string_view path) const;  // -1 if it is not there
  int NewNode(bool is_folder);
  void SetName(absl::string_view path, int node);  // -1 takes it away
  void Collect(int folder, const std::string& path, Choices* choices, std::map<int, int>& bytes,
               Tree& tree) const;
  std::vector<std::string> PossibleBytes(const Node& node) const;

  std::vector<Node> nodes_;  // the first is the root
};

}  // namespace tenfold
