// What differs between the C++ interfaces of oneDNN 2 and 3. The rest of this folder compiles
// against either.
#pragma once

#include "oneapi/dnnl/dnnl.hpp"

namespace tenfold::onednn {

// oneDNN's only engine here, the CPU. Never destroyed: it must outlive every primitive.
inline const dnnl::engine& CpuEngine() {
  static const auto* const engine = new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return *engine;
}

// The descriptor of a forward primitive.
template <typename Primitive, typename... Arguments>
typename Primitive::primitive_desc ForwardDesc(const dnnl::primitive_attr& attributes,
                                               const Arguments&... arguments) {
#if DNNL_VERSION_MAJOR >= 3
  return {CpuEngine(), arguments..., attributes};
#else
  return {typename Primitive::desc(arguments...), attributes, CpuEngine()};
#endif
}

// The descriptor of a backward primitive; `forward` is that of its forward primitive.
template <typename Primitive, typename Forward, typename... Arguments>
typename Primitive::primitive_desc BackwardDesc(const dnnl::primitive_attr& attributes,
                                                const Forward& forward,
                                                const Arguments&... arguments) {
#if DNNL_VERSION_MAJOR >= 3
  return {CpuEngine(), arguments..., forward, attributes};
#else
  return {typename Primitive::desc(arguments...), attributes, CpuEngine(), forward};
#endif
}

// `data` is the format of both input and output.
inline dnnl::eltwise_forward::primitive_desc EltwiseForwardDesc(
    const dnnl::primitive_attr& attributes, dnnl::algorithm algorithm,
    const dnnl::memory::desc& data) {
  return ForwardDesc<dnnl::eltwise_forward>(attributes, dnnl::prop_kind::forward_training,
                                            algorithm, data,
#if DNNL_VERSION_MAJOR >= 3
                                            data,
#endif
                                            0.0f, 0.0f);
}

// `data` is the format of the output (the algorithm computes from it) and of both gradients.
inline dnnl::eltwise_backward::primitive_desc EltwiseBackwardDesc(
    const dnnl::primitive_attr& attributes, const dnnl::eltwise_forward::primitive_desc& forward,
    dnnl::algorithm algorithm, const dnnl::memory::desc& data) {
  return BackwardDesc<dnnl::eltwise_backward>(attributes, forward, algorithm, data, data,
#if DNNL_VERSION_MAJOR >= 3
                                              data,
#endif
                                              0.0f, 0.0f);
}

inline void AppendEltwise(dnnl::algorithm algorithm, dnnl::post_ops& post_ops) {
#if DNNL_VERSION_MAJOR >= 3
  post_ops.append_eltwise(algorithm, 0.0f, 0.0f);
#else
  post_ops.append_eltwise(/*scale=*/1.0f, algorithm, 0.0f, 0.0f);
#endif
}

// As `desc` in whatever format a primitive chooses.
inline dnnl::memory::desc AnyFormat(const dnnl::memory::desc& desc) {
#if DNNL_VERSION_MAJOR >= 3
  const dnnl::memory::dims dims = desc.get_dims();
#else
  const dnnl::memory::dims dims = desc.dims();
#endif
  return {dims, dnnl::memory::data_type::f32, dnnl::memory::format_tag::any};
}

// Pooling with a dilation among its arguments.
#if DNNL_VERSION_MAJOR >= 3
using PoolingForward = dnnl::pooling_forward;
using PoolingBackward = dnnl::pooling_backward;
#else
using PoolingForward = dnnl::pooling_v2_forward;
using PoolingBackward = dnnl::pooling_v2_backward;
#endif

}  // namespace tenfold::onednn
