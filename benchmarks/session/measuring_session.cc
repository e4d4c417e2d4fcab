#include "benchmarks/session/measuring_session.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "benchmarks/machine/peak.h"
#include "benchmarks/machine/usage.h"
#include "benchmarks/session/build_flags.h"
#include "benchmarks/session/session_digest.h"
#include "experiments/datasets/digits.h"
#include "experiments/measurements/file.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold::benchmarks {

namespace {

// What a first-level, a second-level and a third-level cache of common sizes hold, and memory;
// measured once.
const std::vector<measurements::Bandwidth>& Bandwidths() {
  static const std::vector<measurements::Bandwidth> bandwidths = [] {
    std::vector<measurements::Bandwidth> measured;
    for (int64_t bytes :
         {int64_t{24} << 10, int64_t{384} << 10, int64_t{6} << 20, int64_t{256} << 20}) {
      measured.push_back({bytes, MeasureTriadGbps(bytes, /*seconds=*/0.2)});
    }
    return measured;
  }();
  return bandwidths;
}

// Probes of the peak on one and on two cores.
SessionProbes FirstProbes() {
  SessionProbes probes;
  for (int cores : {1, 2}) {
    probes[cores].Add(MeasurePeakGflops(AvailableFmaLoops().front(), cores, /*seconds=*/0.2));
  }
  return probes;
}

// A line: the processor and what it can do. And a warning if others use it now; their share of a
// processor (usage.h) is returned.
double PrintMachine(const SessionProbes& probes) {
  std::printf("%s; %s; %.0f GFLOP/s on one core, %.0f on two, memory %.0f GB/s\n",
              ProcessProvenance("")["cpu"].get<std::string>().c_str(),
              AvailableFmaLoops().front().isa, probes.at(1).best(), probes.at(2).best(),
              Bandwidths().back().gbps);
  const double busy = BusyShare(/*seconds=*/0.5);
  if (busy > kMostOthersShare) {
    std::printf(
        "BUSY: other processes use %.0f %% of a processor now. Rounds beside them are thrown away, "
        "as far as that shows; do not quote what is left.\n",
        busy * 100);
  }
  return busy;
}

// On one line of a terminal that the next call replaces, or where stderr is no terminal a line at
// most every ten seconds. Empty: clears the terminal's line.
void ShowProgress(const std::string& what) {
  if (isatty(STDERR_FILENO)) {
    std::fprintf(stderr, "\r\033[K%s", what.c_str());
    return;
  }
  constexpr double kInterval = 10.0;  // s
  static double last = MonotonicSeconds();
  if (what.empty() || MonotonicSeconds() - last < kInterval) return;
  last = MonotonicSeconds();
  std::fprintf(stderr, "%s\n", what.c_str());
}

// Nothing for an empty path.
absl::Status WriteResult(const std::string& path, const nlohmann::ordered_json& result,
                         bool interrupted) {
  if (path.empty()) return absl::OkStatus();
  std::error_code error;
  const std::string used =
      interrupted && std::filesystem::exists(path, error) ? path + ".interrupted" : path;
  absl::Status status = WriteFileAtomically(used, measurements::ToText(result));
  if (status.ok()) std::printf("written: %s\n", PlainLine(used).c_str());
  return status;
}

}  // namespace

MeasuringSession::MeasuringSession(MeasuringLock lock, std::string json_path, WorkerStarter workers)
    : lock_(std::move(lock)),
      json_path_(std::move(json_path)),
      workers_(std::move(workers)),
      probes_(FirstProbes()),
      busy_at_start_(PrintMachine(probes_)) {}

absl::StatusOr<std::unique_ptr<MeasuringSession>> MeasuringSession::Begin(
    const std::string& json_path, const std::string& mnist_dir, const std::string& peers) {
  WorkerStarter workers(mnist_dir);
  if (!peers.empty()) TENFOLD_RETURN_IF_ERROR(workers.UsePeers(peers));
  TENFOLD_ASSIGN_OR_RETURN(std::string path, WritablePath(json_path));
  TENFOLD_ASSIGN_OR_RETURN(MeasuringLock lock, MeasuringLock::Take());
  CatchSignals();
  auto measuring = std::unique_ptr<MeasuringSession>(
      new MeasuringSession(std::move(lock), std::move(path), std::move(workers)));
  std::fflush(stdout);
  return measuring;
}

std::function<void(const std::string&)> MeasuringSession::progress() {
  return [this](const std::string& what) {
    ShowProgress(absl::StrFormat("[round %d, %d of %d, %.0f s] %s", pass_ + 1, turns_begun_,
                                 turns_of_pass_, Seconds(), what));
  };
}

void MeasuringSession::Run(const std::vector<TurnTaker*>& turns, double minutes, int most_rounds) {
  turns_ = turns;
  TurnsOptions options;
  options.seconds = 60.0 * minutes;
  options.most_rounds = most_rounds;
  options.now = [this] { return Seconds(); };
  options.pass_begins = [this](int pass, int count) {
    pass_ = pass;
    turns_of_pass_ = count;
    turns_begun_ = 0;
  };
  options.turn_begins = [this] { ++turns_begun_; };
  scheduled_ = RunInTurns(turns, options);
  ShowProgress("");
}

measurements::Session MeasuringSession::Facts(bool keep_disturbed) const {
  measurements::Session session;
  // A process's provenance always has what that is made of.
  session.provenance = *measurements::FromJson<measurements::Provenance>(
      ProcessProvenance(SourceDigests().at("session")));
  session.date = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone());
  session.isa = AvailableFmaLoops().front().isa;
  session.cores = std::thread::hardware_concurrency();
  session.flags = kBuildFlags;
  session.memory_gbps = Bandwidths().back().gbps;
  session.triad = Bandwidths();
  session.blas = workers_.blas();
  if (const auto& peers = workers_.peer_versions(); !peers.empty()) {
    session.peers.emplace(peers.begin(), peers.end());
  }
  session.cleared_environment = workers_.cleared();
  session.peak_gflops = {probes_.at(1).best(), probes_.at(2).best()};
  session.kept_disturbed = keep_disturbed;
  session.interrupted = scheduled_.interrupted;
  session.busy_at_start = busy_at_start_;
  session.seconds_taken = Seconds();
  return session;
}

absl::Status MeasuringSession::End(const nlohmann::ordered_json& json) const {
  absl::Status worst;
  std::fflush(stdout);
  for (size_t i = 0; i < turns_.size(); ++i) {
    if (scheduled_.statuses[i].ok()) continue;
    SayError(absl::StrCat(turns_[i]->name(), ": ", scheduled_.statuses[i].message()));
    worst = absl::InternalError("not all was measured");
  }
  const absl::Status status = WriteResult(json_path_, json, scheduled_.interrupted);
  return status.ok() ? worst : status;
}

absl::Status CheckMinutes(double minutes) {
  if (std::isfinite(minutes) && minutes > 0.0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--minutes is ", minutes, "; a finite number above 0 is wanted"));
}

int MeasuringMain(int argc, char** argv, absl::string_view usage, const std::string& source,
                  const std::function<absl::Status(const std::string& mnist_dir)>& run) {
  absl::Status status = RefuseArguments(ParseCommandLine(usage, source, argc, argv));
  if (status.ok()) status = run(DefaultMnistDir(argv[0]));
  if (CaughtSignal() == 0) return ExitCode(status);
  if (!status.ok()) SayError(status.message());
  std::fprintf(stderr, "interrupted: only what was measured before is there\n");
  return 128 + CaughtSignal();
}

}  // namespace tenfold::benchmarks
