#include "engine/backends/onednn/operations.h"

#include "base/check.h"

// <omp.h> comes with a compiler, and not with every one; these two are all that is needed of it.
extern "C" {
int omp_get_max_threads();
void omp_set_num_threads(int threads);
}

namespace tenfold::onednn {

using dnnl::memory;

memory Scratchpad::Get(const memory::desc& desc) {
  users_.push_back({desc, CpuEngine(), DNNL_MEMORY_NONE});
  if (desc.get_size() > buffer_.size()) buffer_.resize(desc.get_size());
  for (memory& user : users_) user.set_data_handle(buffer_.data());
  return users_.back();
}

void Operations::Add(dnnl::primitive primitive, const memory::desc& scratchpad,
                     std::initializer_list<std::pair<int, memory>> arguments) {
  Operation operation;
  operation.primitive = std::move(primitive);
  const auto add = [&](int name, const memory& argument) {
    operation.memories.push_back(argument);
    operation.arguments.push_back({name, argument.get()});
  };
  for (const auto& [name, argument] : arguments) {
    if (argument) add(name, argument);
  }
  if (scratchpad.get_size() > 0) add(DNNL_ARG_SCRATCHPAD, scratchpad_->Get(scratchpad));
  operations_.push_back(std::move(operation));
}

void Operations::AddFunction(std::function<void()> function) {
  Operation operation;
  operation.function = std::move(function);
  operations_.push_back(std::move(operation));
}

void Operations::AddReorder(const memory& from, const memory& to, bool add) {
  dnnl::primitive_attr attributes = Attributes();
  if (add) {
    dnnl::post_ops post_ops;
    post_ops.append_sum();
    attributes.set_post_ops(post_ops);
  }
  const dnnl::reorder::primitive_desc desc(CpuEngine(), from.get_desc(), CpuEngine(), to.get_desc(),
                                           attributes);
  Add<dnnl::reorder>(desc, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
}

memory Operations::Reordered(const memory& from, const memory::desc& desc) {
  if (from.get_desc() == desc) return from;
  memory to = NewMemory(desc);
  AddReorder(from, to);
  return to;
}

void Operations::Run(const dnnl::stream& stream) const {
  for (const Operation& operation : operations_) {
    if (operation.function != nullptr) {
      operation.function();
      continue;
    }
    // The C++ wrapper would allocate a list of the arguments at each call.
    const dnnl_status_t status = dnnl_primitive_execute(
        operation.primitive.get(), stream.get(), static_cast<int>(operation.arguments.size()),
        operation.arguments.data());
    TENFOLD_CHECK(status == dnnl_success, "oneDNN status ", static_cast<int>(status));
  }
}

dnnl::primitive_attr Attributes() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

memory::desc PlainDesc(int rows, const Shape& shape, int64_t row_stride) {
  memory::dims dims(shape.begin(), shape.end());
  memory::dims strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * dims[i];
  dims.insert(dims.begin(), rows);
  strides.insert(strides.begin(), row_stride > 0 ? row_stride : NumElements(shape));
  return {dims, memory::data_type::f32, strides};
}

OneThread::OneThread() : threads_before_(omp_get_max_threads()) { omp_set_num_threads(1); }

OneThread::~OneThread() { omp_set_num_threads(threads_before_); }

}  // namespace tenfold::onednn
