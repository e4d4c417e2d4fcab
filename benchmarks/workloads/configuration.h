// What is compared: engines, and the ways in which LibTorch can be used.
#pragma once

#include <string>
#include <vector>

#include "benchmarks/workloads/timed_work.h"

namespace tenfold::benchmarks {

struct Configuration {
  std::string engine;              // "simd", "libtorch"
  std::string name;                // how it is used, for readers; empty if there is one way only
  std::string worker_engine;       // what the worker calls it
  std::string worker = "worker";   // the folder of the program that trains
  bool tuned = false;              // threads and memory set in the environment as an expert would
  int threads = 1;                 // of the library
  int seeds = 1;                   // trained as one
  std::string convolution_engine;  // in a sweep of stacked seeds: for what cannot be stacked
};

// What ratios are to: the fastest of its configurations, found out for each workload.
struct Baseline {
  std::string name;  // "peers", "libtorch", "libtorch-autograd", "libtorch-sweep", an engine
  std::vector<Configuration> candidates;
};

enum class Kind {
  kTraining,    // one workload
  kOperations,  // many small ones in one process
  kSweep,       // ten seeds of all variants of a preset
};

// Rows that are measured together.
struct Group {
  Kind kind = Kind::kTraining;
  std::vector<std::string> workloads;
  std::string suffix;                  // of the workloads' names
  int cores = 1;                       // that both sides have
  std::vector<std::string> overrides;  // of hyperparameters: "name=value"
  int seeds = 10;                      // of a sweep
  int epochs = 1;                      // of each training of a sweep
  std::vector<int> stacks;             // numbers of seeds that LibTorch trains as one, besides one
  int engine_seeds = 1;                // that an engine trains in one process, time per seed
  // Whose losses or results all others have to agree with, and of how many steps.
  std::string checked_against = "reference";
  int checked_steps = kCheckedSteps;
  bool convolutions = false;  // in its network
  bool peers = false;         // also beside today's peers
  bool quick = false;         // part of a quick session
  bool autograd = false;      // also beside the best of LibTorch's autograd alone
  bool by_seeds = false;  // a baseline for each number of stacked seeds, of what these seeds allow
};

// All of a session, the most asked for first.
std::vector<Group> AllGroups();

// An engine by its plain name.
Configuration EngineConfiguration(const std::string& engine, int seeds = 1);

// `manual`: the backward pass by hand instead of autograd; more than one seed wants it.
Configuration LibtorchConfiguration(bool manual, bool tuned, int threads, int seeds);

// LibTorch's, for one training, the same with autograd, and per seed of a sweep.
std::vector<Baseline> LibtorchBaselines(const Group& group);

// The best of all, and how its configuration is called there: "jax: vmap, 100 seeds".
inline constexpr char kPeers[] = "peers";
std::string PeerName(const std::string& engine, const std::string& configuration);

// "peers": the best of JAX, PyTorch, NumPy and `others`, per seed of a sweep.
Baseline PeerBaseline(const Group& group, const std::vector<Configuration>& others);

}  // namespace tenfold::benchmarks
