// The flags of a sweep's program, and what they ask for.
#pragma once

#include <cstdint>
#include <string>

#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "experiments/sweeps/program/sweep_main.h"
#include "experiments/sweeps/sweep.h"

// Those that choose among a sweep's runs, and where and with what they run.
ABSL_DECLARE_FLAG(std::string, isa);
ABSL_DECLARE_FLAG(std::string, results_dir);
ABSL_DECLARE_FLAG(std::string, data_dir);
ABSL_DECLARE_FLAG(absl::optional<int64_t>, shard_index);
ABSL_DECLARE_FLAG(absl::optional<int64_t>, shard_count);
ABSL_DECLARE_FLAG(bool, list);

namespace tenfold {

// The flag that may be given several times; its values come with a newline between them.
inline constexpr char kRepeatedFlag[] = "net";

// The path of a file that a flag names; "" for none.
std::string FileOf(const std::string& flag);

InputFlags GetInputFlags();

// InvalidArgument names the flag.
absl::StatusOr<SweepOptions> OptionsFromFlags(const SweepProgram& program);

// The command that makes this one run, of the program whose target is `label` and its experiment's
// name.
std::string CommandOf(const std::string& label, const PlannedRun& run,
                      const Hyperparameters& preset);

}  // namespace tenfold
