#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "benchmarks/peers/peer_training.h"
#include "benchmarks/worker/worker.h"

// MKL, which is a part of PyTorch, asks this before it takes its fastest kernels. By itself it
// takes them on one vendor's processors only, whatever instructions others have.
extern "C" __attribute__((visibility("default"), used)) int mkl_serv_intel_cpu_true() { return 1; }

int main(int argc, char** argv) {
  using namespace tenfold;
  using namespace tenfold::benchmarks;
  WorkerEngines engines;
  engines.make_training =
      [](const std::string& engine, std::vector<TrainingTask> tasks,
         std::vector<uint64_t> seeds) -> absl::StatusOr<std::unique_ptr<TimedWork>> {
    const char* environment = std::getenv("TENFOLD_PEERS");
    if (environment == nullptr) {
      return absl::InvalidArgumentError("TENFOLD_PEERS: names no environment with the peers");
    }
    return MakePeerTraining(environment, engine, std::move(tasks), std::move(seeds));
  };
  engines.make_operation = [](const std::string& engine, const OperationShape&,
                              Part) -> absl::StatusOr<std::unique_ptr<TimedWork>> {
    return absl::UnimplementedError(absl::StrCat(engine, ": operations by themselves"));
  };
  engines.set_threads = [](int) {};
  engines.blas = [] { return PeerVersions(); };
  const int code = WorkerMain(argc, argv, engines);
  // Neither Python nor the libraries' threads are ended one by one.
  if (std::fflush(stdout) != 0) _exit(1);
  _exit(code);
}
