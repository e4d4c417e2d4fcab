#include "experiments/sweeps/program/shard.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

// Kubernetes sets the first for each pod of an indexed job; the job file sets the second.
constexpr char kJobIndex[] = "JOB_COMPLETION_INDEX";
constexpr char kJobCompletions[] = "JOB_COMPLETIONS";

constexpr char kWayOut[] = "; say which with --shard_index and --shard_count";

absl::StatusOr<int64_t> ReadNumber(const Variables& variables, const char* name) {
  const char* text = variables(name);
  int64_t number = 0;
  if (text == nullptr || !absl::SimpleAtoi(text, &number)) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, " is ", text == nullptr ? "not set" : absl::StrCat("\"", text, "\""),
                     ", wants a number", kWayOut));
  }
  return number;
}

// Reads one variable after another and keeps the first error.
class Reader {
 public:
  explicit Reader(const Variables& variables) : variables_(variables) {}

  int64_t Number(const char* name) {
    const absl::StatusOr<int64_t> number = ReadNumber(variables_, name);
    if (!number.ok() && status_.ok()) status_ = number.status();
    return number.value_or(0);
  }

  const absl::Status& status() const { return status_; }

 private:
  const Variables& variables_;
  absl::Status status_;
};

absl::StatusOr<Shard> ArrayShard(const Variables& variables) {
  if (variables("SLURM_ARRAY_TASK_ID") == nullptr) return Shard{};
  Reader reader(variables);
  const int64_t id = reader.Number("SLURM_ARRAY_TASK_ID");
  const int64_t count = reader.Number("SLURM_ARRAY_TASK_COUNT");
  const int64_t first = reader.Number("SLURM_ARRAY_TASK_MIN");
  const int64_t last = reader.Number("SLURM_ARRAY_TASK_MAX");
  const int64_t step = reader.Number("SLURM_ARRAY_TASK_STEP");
  if (!reader.status().ok()) return reader.status();
  if (step < 1 || count < 1 || first < 0 || last < first || (last - first) / step != count - 1 ||
      id < first || id > last || (id - first) % step != 0) {
    return absl::InvalidArgumentError(absl::StrCat("Slurm's array is no plain range: task ", id,
                                                   " of ", count, " from ", first, " to ", last,
                                                   " in steps of ", step, kWayOut));
  }
  return Shard{(id - first) / step, count};
}

absl::StatusOr<Shard> SrunShard(const Variables& variables) {
  if (variables("SLURM_STEP_ID") == nullptr) return Shard{};
  Reader reader(variables);
  const Shard shard = {reader.Number("SLURM_PROCID"), reader.Number("SLURM_NTASKS")};
  if (!reader.status().ok()) return reader.status();
  if (shard.index < 0 || shard.index >= shard.count) {
    return absl::InvalidArgumentError(absl::StrCat("SLURM_PROCID is ", shard.index,
                                                   ", wants less than SLURM_NTASKS, which is ",
                                                   shard.count, kWayOut));
  }
  return shard;
}

absl::StatusOr<Shard> SlurmShard(const Variables& variables) {
  const absl::StatusOr<Shard> array = ArrayShard(variables);
  if (!array.ok()) return array.status();
  const absl::StatusOr<Shard> srun = SrunShard(variables);
  if (!srun.ok()) return srun.status();
  if (array->count > 1 && srun->count > 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "Slurm names two shards: task ", array->index, " of ", array->count,
        " of an array and task ", srun->index, " of ", srun->count, " of srun", kWayOut));
  }
  return array->count > 1 ? array : srun;
}

// `count` is --shard_count, which says as much as the job file.
absl::StatusOr<Shard> KubernetesShard(absl::optional<int64_t> count, const Variables& variables) {
  if (variables(kJobIndex) == nullptr) {
    if (variables(kJobCompletions) == nullptr) return Shard{};
    return absl::InvalidArgumentError(absl::StrCat(kJobCompletions, " is set and ", kJobIndex,
                                                   " is not: the job wants completionMode: Indexed",
                                                   kWayOut));
  }
  if (variables(kJobCompletions) == nullptr && !count.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat(kJobIndex, " is set, and nothing says of how many; set ", kJobCompletions,
                     " or --shard_count to the job's completions"));
  }
  Reader reader(variables);
  Shard shard = {reader.Number(kJobIndex), count.value_or(0)};
  if (variables(kJobCompletions) != nullptr) shard.count = reader.Number(kJobCompletions);
  if (!reader.status().ok()) return reader.status();
  if (shard.index < 0 || shard.index >= shard.count) {
    return absl::InvalidArgumentError(absl::StrCat(kJobIndex, " is ", shard.index,
                                                   ", wants less than the completions, ",
                                                   shard.count, kWayOut));
  }
  return shard;
}

// What whoever started this process says.
struct Scheduled {
  const char* by = "Slurm";
  Shard shard;
};

absl::StatusOr<Scheduled> ScheduledShard(absl::optional<int64_t> count,
                                         const Variables& variables) {
  TENFOLD_ASSIGN_OR_RETURN(const Shard slurm, SlurmShard(variables));
  TENFOLD_ASSIGN_OR_RETURN(const Shard job, KubernetesShard(count, variables));
  if (slurm.count > 1 && job.count > 1) {
    return absl::InvalidArgumentError(absl::StrCat("two shards are named: task ", slurm.index,
                                                   " of ", slurm.count, " by Slurm and ", job.index,
                                                   " of ", job.count, " by Kubernetes", kWayOut));
  }
  if (slurm.count == 1 && variables(kJobIndex) != nullptr) return Scheduled{"Kubernetes", job};
  return Scheduled{"Slurm", slurm};
}

// How many of the names come before this one when sorted.
size_t Rank(const std::string& name, const std::vector<std::string>& names) {
  return std::count_if(names.begin(), names.end(),
                       [&](const std::string& other) { return other < name; });
}

}  // namespace

absl::StatusOr<Shard> ChooseShard(absl::optional<int64_t> index, absl::optional<int64_t> count,
                                  const Variables& variables) {
  const absl::StatusOr<Scheduled> scheduled = ScheduledShard(count, variables);
  const bool is_pod = variables(kJobIndex) != nullptr;
  if (!index.has_value() && (!count.has_value() || is_pod)) {
    if (!scheduled.ok()) return scheduled.status();
    if (!count.has_value() || scheduled->shard.count == *count) return scheduled->shard;
    return absl::InvalidArgumentError(absl::StrCat("--shard_count=", *count, " contradicts ",
                                                   scheduled->by, ", which has ",
                                                   scheduled->shard.count, " of them"));
  }
  if (!index.has_value() || !count.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat(index.has_value() ? "--shard_index" : "--shard_count", " is given without ",
                     index.has_value() ? "--shard_count" : "--shard_index"));
  }
  if (*count < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("--shard_count is ", *count, ", wants a number from 1"));
  }
  if (*index < 0 || *index >= *count) {
    return absl::InvalidArgumentError(absl::StrCat("--shard_index is ", *index, ", wants 0 to ",
                                                   *count - 1, " as --shard_count is ", *count));
  }
  if (scheduled.ok() && scheduled->shard.count > 1 && *count > 1 &&
      (scheduled->shard.index != *index || scheduled->shard.count != *count)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--shard_index=", *index, " of --shard_count=", *count, " contradicts ", scheduled->by,
        ", where this is task ", scheduled->shard.index, " of ", scheduled->shard.count,
        "; leave the flags out, or unset SLURM_ARRAY_TASK_ID, SLURM_STEP_ID and ", kJobIndex));
  }
  return Shard{*index, *count};
}

std::vector<uint32_t> RunsOfShard(const SweepOptions& options, const Shard& shard) {
  std::vector<std::string> engines;
  for (const Backend* engine : options.engines) engines.emplace_back(engine->name());
  std::vector<uint32_t> places;
  uint32_t place = 0;
  for (const std::string& variant : options.variants) {
    for (const std::string& engine : engines) {
      const size_t setting =
          Rank(variant, options.variants) * engines.size() + Rank(engine, engines);
      for (size_t seed = 0; seed < options.seeds.size(); ++seed, ++place) {
        const int64_t i = static_cast<int64_t>(setting * options.seeds.size() + seed);
        if (i % shard.count == shard.index) places.push_back(place);
      }
    }
  }
  return places;
}

std::string ShardName(const Shard& shard) {
  if (shard.count == 1) return "";
  return absl::StrCat("shard ", shard.index, " of 0-", shard.count - 1);
}

}  // namespace tenfold
