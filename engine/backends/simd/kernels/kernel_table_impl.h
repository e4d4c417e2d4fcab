// The kernels of one instruction set by name, in the order of kernels.h; after all that define
// them.

constexpr Kernels KernelTable(const char* isa) {
  return {isa,          Gemm,         GemmOfRuns,        DotProducts, ReLUForward,
          TanhForward,  TanhBackward, KeepWherePositive, Transpose,   Sgd,
          Adam,         CrossEntropy, CompareRow,        Exp,         Log,
          kConvKernels, kPoolKernels, kBatchNormKernels};
}
