#include "benchmarks/workloads/configuration.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "benchmarks/workloads/shapes.h"
#include "benchmarks/workloads/timed_work.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "experiments/questions.h"

namespace tenfold::benchmarks {
namespace {

constexpr int kSeedsOfPublishedSweeps = 10;

// Rows of presets that are also beside today's peers.
constexpr const char* kPeerRows[] = {"pairs/paper/mlp-shared-aux", "pairs/paper/cnn-shared-aux",
                                     "pairs/best/cnn-shared-aux"};

// How a peer can be used (peers/python).
struct PeerMode {
  const char* engine;
  const char* mode;
  bool one_seed, stacked, convolutions;
};
constexpr PeerMode kPeerModes[] = {
    {"jax", "scan", true, false, true},          {"jax", "scan, batch last", true, false, false},
    {"jax", "vmap", false, true, false},         {"jax", "map, batch last", false, true, false},
    {"pytorch", "compile", true, true, true},    {"pytorch", "eager", true, false, true},
    {"numpy", "batch first", true, true, false}, {"numpy", "batch last", true, true, false},
};

bool HasConvolutions(const std::string& variant) { return variant.rfind("cnn", 0) == 0; }

// Whether LibTorch can train several seeds of it as one (libtorch/manual_training.h).
bool CanBeStacked(const Preset& preset, const std::string& variant) {
  return !HasConvolutions(variant) && !preset.hyperparameters.value("batch_norm", false) &&
         preset.hyperparameters.value("symmetry", "none") == "none";
}

// Of a preset that is for some variants only, those that have signatures.
bool IsTimed(const Preset& preset, const std::string& variant) {
  const std::vector<std::string>& of = preset.signed_variants;
  return preset.signed_seeds > 0 &&
         (of.empty() || std::find(of.begin(), of.end(), variant) != of.end());
}

// Runs of a sweep that fill the lanes of the widest vectors.
constexpr int kSeedsInLanes = 16;

// The same for networks that are trained together.
Group OfSweep(Group group) {
  group.engine_seeds = kSeedsInLanes;
  group.suffix = absl::StrCat(" ", kSeedsInLanes, " seeds");
  group.autograd = false;
  return group;
}

}  // namespace

Configuration LibtorchConfiguration(bool manual, bool tuned, int threads, int seeds) {
  Configuration configuration;
  configuration.engine = "libtorch";
  configuration.worker = "libtorch";
  configuration.worker_engine = manual ? "libtorch-manual" : "libtorch";
  configuration.tuned = tuned;
  configuration.threads = threads;
  configuration.seeds = seeds;
  configuration.name = manual ? "backward by hand" : "autograd";
  if (seeds > 1) absl::StrAppend(&configuration.name, ", ", seeds, " seeds stacked");
  absl::StrAppend(&configuration.name, tuned ? ", tuned" : ", as installed");
  if (threads > 1) absl::StrAppend(&configuration.name, ", ", threads, " threads");
  if (seeds > 1) configuration.convolution_engine = configuration.worker_engine;
  return configuration;
}

std::vector<Group> AllGroups() {
  std::vector<Group> groups;
  const auto add = [&](Group group) { groups.push_back(std::move(group)); };
  for (const SettingWorkload& workload : SettingWorkloads()) {
    Group group;
    group.workloads = {workload.name};
    group.convolutions = HasConvolutions(workload.variant);
    if (!group.convolutions) group.stacks = {10, 100};
    group.peers = true;
    group.quick = true;
    group.autograd = true;
    if (!absl::StartsWith(workload.name, "W1")) {
      add(group);
      continue;
    }
    add(OfSweep(group));
    group.peers = false;
    add(group);
  }
  struct Sweep {
    const char* name;
    int epochs;
  };
  for (const Sweep& sweep : {Sweep{"sweep/disc/paper", 50}, Sweep{"sweep/pairs/paper", 2},
                             Sweep{"sweep/pairs/course", 1}}) {
    Group group;
    group.kind = Kind::kSweep;
    group.workloads = {sweep.name};
    group.cores = 2;
    group.stacks = {kSeedsOfPublishedSweeps};
    group.epochs = sweep.epochs;
    add(group);
  }
  for (const char* name : {"W2", "W3"}) {
    Group group;
    group.workloads = {name};
    group.suffix = " 2 cores";
    group.autograd = true;
    group.cores = 2;
    add(group);
  }
  for (const NetworkWorkload& workload : NetworkWorkloads()) {
    Group group;
    group.workloads = {workload.name};
    if (workload.name == kIrisSized) {
      group.stacks = {100, 1000};
      group.peers = true;
      add(OfSweep(group));
      group.peers = false;
    }
    add(group);
  }
  Group operations;
  operations.kind = Kind::kOperations;
  for (const OperationShape& shape : OperationShapes()) {
    for (Part part : shape.parts) operations.workloads.push_back(OperationName(shape, part));
  }
  add(operations);
  for (const Question& question : Questions()) {
    const std::unique_ptr<Experiment> experiment = question.make_experiment("");
    for (const Preset& preset : experiment->presets()) {
      for (const std::string& variant : experiment->variants()) {
        if (!IsTimed(preset, variant)) continue;
        Group group;
        group.workloads = {absl::StrCat(question.name, "/", preset.name, "/", variant)};
        if (CanBeStacked(preset, variant)) group.stacks = {kSeedsOfPublishedSweeps};
        group.convolutions = HasConvolutions(variant);
        group.peers = std::find(std::begin(kPeerRows), std::end(kPeerRows), group.workloads[0]) !=
                      std::end(kPeerRows);
        add(group);
      }
    }
  }
  return groups;
}

Configuration EngineConfiguration(const std::string& engine, int seeds) {
  Configuration configuration;
  configuration.engine = engine;
  configuration.worker_engine = engine;
  configuration.seeds = seeds;
  return configuration;
}

std::vector<Baseline> LibtorchBaselines(const Group& group) {
  Baseline one{"libtorch", {}}, autograd{"libtorch-autograd", {}}, sweep{"libtorch-sweep", {}};
  for (bool tuned : {true, false}) {
    for (bool manual : {false, true}) {
      if (group.kind == Kind::kOperations && manual) continue;
      for (int threads = 1; threads <= (group.kind == Kind::kSweep ? 1 : group.cores); ++threads) {
        one.candidates.push_back(LibtorchConfiguration(manual, tuned, threads, 1));
        if (!manual) autograd.candidates.push_back(one.candidates.back());
      }
    }
  }
  sweep.candidates = one.candidates;
  for (bool tuned : {true, false}) {
    for (int stack : group.stacks) {
      sweep.candidates.push_back(LibtorchConfiguration(/*manual=*/true, tuned, 1, stack));
    }
  }
  if (group.by_seeds) {
    std::vector<Baseline> baselines = {one};
    for (int seeds : group.stacks) {
      baselines.push_back({absl::StrCat("libtorch-", seeds, "-seeds"), {}});
      for (const Configuration& candidate : sweep.candidates) {
        if (candidate.seeds <= seeds) baselines.back().candidates.push_back(candidate);
      }
    }
    return baselines;
  }
  switch (group.kind) {
    case Kind::kTraining: {
      if (group.engine_seeds > 1) return {sweep};
      std::vector<Baseline> baselines = {one};
      if (group.autograd) baselines.push_back(autograd);
      // With two cores a sweep would train two seeds at once: that is what the sweeps' rows do.
      if (group.cores == 1) baselines.push_back(sweep);
      return baselines;
    }
    case Kind::kOperations:
      return {one};
    case Kind::kSweep:
      return {sweep};
  }
  return {};
}

std::string PeerName(const std::string& engine, const std::string& configuration) {
  return absl::StrCat(engine, ": ", configuration);
}

Baseline PeerBaseline(const Group& group, const std::vector<Configuration>& others) {
  Baseline peers = {kPeers, {}};
  for (const PeerMode& mode : kPeerModes) {
    if (group.convolutions && !mode.convolutions) continue;
    std::vector<int> seeds;
    if (mode.one_seed) seeds = {1};
    if (mode.stacked) seeds.insert(seeds.end(), group.stacks.begin(), group.stacks.end());
    for (int count : seeds) {
      Configuration configuration;
      configuration.engine = mode.engine;
      configuration.worker = kPeers;
      configuration.worker_engine = absl::StrCat(mode.engine, "/", mode.mode);
      configuration.name = mode.mode;
      if (count > 1) absl::StrAppend(&configuration.name, ", ", count, " seeds");
      configuration.seeds = count;
      configuration.tuned = true;
      peers.candidates.push_back(configuration);
    }
  }
  peers.candidates.insert(peers.candidates.end(), others.begin(), others.end());
  return peers;
}

}  // namespace tenfold::benchmarks
