// A sequence of oneDNN primitives with their arguments: made once, executed at each step.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include "engine/backends/onednn/compat.h"
#include "engine/layers/shape.h"
#include "engine/numerics/aligned_vector.h"

namespace tenfold::onednn {

// Working memory of primitives, shared by those that never run at the same time.
class Scratchpad {
 public:
  // Memory of that description; it lies in the one buffer.
  dnnl::memory Get(const dnnl::memory::desc& desc);

 private:
  AlignedVector<char> buffer_;
  std::vector<dnnl::memory> users_;
};

class Operations {
 public:
  explicit Operations(std::shared_ptr<Scratchpad> scratchpad)
      : scratchpad_(std::move(scratchpad)) {}

  // Primitive::primitive_desc made with Attributes(). Arguments that are empty memory objects are
  // left out.
  template <typename Primitive>
  void Add(const typename Primitive::primitive_desc& desc,
           std::initializer_list<std::pair<int, dnnl::memory>> arguments) {
    Add(Primitive(desc), desc.scratchpad_desc(), arguments);
  }

  // Copies `from` to `to`, which may differ in format; with `add` adds it to what is there.
  void AddReorder(const dnnl::memory& from, const dnnl::memory& to, bool add = false);

  // `from` itself if that is its format, otherwise new memory that a reorder fills.
  dnnl::memory Reordered(const dnnl::memory& from, const dnnl::memory::desc& desc);

  const std::shared_ptr<Scratchpad>& scratchpad() const { return scratchpad_; }

  // For what oneDNN has no primitive.
  void AddFunction(std::function<void()> function);

  void Run(const dnnl::stream& stream) const;

 private:
  struct Operation {
    std::function<void()> function;  // in place of a primitive
    dnnl::primitive primitive;
    std::vector<dnnl::memory> memories;  // keeps alive what `arguments` point to
    std::vector<dnnl_exec_arg_t> arguments;
  };

  void Add(dnnl::primitive primitive, const dnnl::memory::desc& scratchpad,
           std::initializer_list<std::pair<int, dnnl::memory>> arguments);

  std::shared_ptr<Scratchpad> scratchpad_;
  std::vector<Operation> operations_;
};

// Attributes that every primitive is made with: the scratchpad is ours.
dnnl::primitive_attr Attributes();

// Rows of `shape`, row-major. Row i begins at element i * row_stride; 0: rows without gaps.
dnnl::memory::desc PlainDesc(int rows, const Shape& shape, int64_t row_stride = 0);

// The first allocates; the second points to an array that somebody else owns.
inline dnnl::memory NewMemory(const dnnl::memory::desc& desc) { return {desc, CpuEngine()}; }
inline dnnl::memory NewMemory(const dnnl::memory::desc& desc, void* data) {
  return {desc, CpuEngine(), data};
}

// While it lives, oneDNN uses only this thread: the machine runs several trainings at once rather
// than one on several threads.
// (Debian's oneDNN takes its number of threads from OpenMP, which keeps it per thread.)
class OneThread {
 public:
  OneThread();
  ~OneThread();
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  const int threads_before_;
};

}  // namespace tenfold::onednn
