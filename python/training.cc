#include "python/training.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "python/status.h"

namespace tenfold::python {
namespace {

namespace py = pybind11;

constexpr auto kInterval = std::chrono::milliseconds(50);

// The study's training on a thread, which is told to stop and waited for at the end.
class Training {
 public:
  explicit Training(study::ArrayStudy& study)
      : thread_([this, &study] {
          absl::Status status = study.Train([this] { return !stopped_; });
          const std::lock_guard<std::mutex> lock(mutex_);
          status_ = std::move(status);
          ended_ = true;
          changed_.notify_one();
        }) {}

  ~Training() {
    const py::gil_scoped_release release;
    stopped_ = true;
    thread_.join();
  }

  // Whether it ended within the interval.
  bool Wait() {
    const py::gil_scoped_release release;
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, kInterval, [this] { return ended_; });
  }

  const absl::Status& status() const { return status_; }

 private:
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  bool ended_ = false;
  absl::Status status_;
  std::thread thread_;  // the last, as it uses the others
};

}  // namespace

void Train(study::ArrayStudy& study, const py::object& progress) {
  absl::Status status;
  {
    Training training(study);
    while (!training.Wait()) {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      if (!progress.is_none()) progress(study.done());
    }
    status = training.status();
  }
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
  Check(status);
  if (!progress.is_none()) progress(study.done());
}

}  // namespace tenfold::python
