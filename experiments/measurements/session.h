// What the files of measurements say of how they were made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/measurements/json_members.h"

namespace tenfold::measurements {

// Of the program and the machine (ProcessProvenance).
struct Provenance {
  std::string commit;
  std::optional<std::string> source_digest;  // of what was timed
  int64_t contract_version = 0;
  std::string compiler;
  Named<std::string> versions;  // of libraries
  std::string cpu;
  std::optional<std::string> host;  // not in what is published
};

void Describe(JsonMembers& members, Provenance& provenance);

// The bandwidth over arrays of so many bytes.
struct Bandwidth {
  int64_t bytes = 0;
  double gbps = 0.0;
};

// GFLOP/s of fused multiply-adds.
struct Peak {
  double of_one_core = 0.0, of_two_cores = 0.0;
};

// So large a part of a processor that others use disturbs what is timed.
inline constexpr double kMostOthersShare = 0.1;

// Of a session that times.
struct Session {
  Provenance provenance;
  std::string date;  // "2026-01-02T03:04:05Z"
  std::string isa;   // "avx512"
  int64_t cores = 0;
  std::string flags;             // of the compiler
  double memory_gbps = 0.0;      // of the largest of `triad`
  std::vector<Bandwidth> triad;  // of one core
  // Of LibTorch: versions, and the kernel that its BLAS chose. Nothing if it was not there.
  std::optional<Named<std::string>> blas;
  // Versions of Python and of the peers; nothing if none trained.
  std::optional<Named<std::string>> peers;
  std::vector<std::string> cleared_environment;  // "NAME=value"
  Peak peak_gflops;
  bool kept_disturbed = false, interrupted = false;
  double busy_at_start = 0.0;  // processors that others used
  double seconds_taken = 0.0;

  bool was_busy() const { return busy_at_start > kMostOthersShare; }
};

void Describe(JsonMembers& members, Session& session);

}  // namespace tenfold::measurements
