// Where and with what a run was made.
#pragma once

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/records/run_record.h"

namespace tenfold {

// Of one experiment: by engine, the SHA-256 over the sources that decide its results (task, trainer
// and that engine) and over the options that they are compiled with.
// experiments/sweeps/engine_digests.bzl makes them.
using EngineDigests = std::map<std::string, std::string>;

// What the whole process shares: commit and host (found at run time, never linked in), CPU,
// compiler, versions of the libraries that results could depend on.
nlohmann::ordered_json ProcessProvenance(absl::string_view source_digest);

// Of a provenance, what an engine's results are a function of: numeric contract and sources, and
// for engines outside the contract the compiler and the libraries that are named like the engine.
// Members that a provenance does not have are null.
nlohmann::json DecidingProvenance(const nlohmann::ordered_json& provenance,
                                  absl::string_view engine);

// What a run's result is a function of, hashed: settings, data and DecidingProvenance. A record
// with another key was made by something else. `neutral` as WithoutNeutral takes it.
std::string RunKey(const RunRecord& record, const nlohmann::ordered_json& provenance,
                   const Hyperparameters& neutral);

}  // namespace tenfold
