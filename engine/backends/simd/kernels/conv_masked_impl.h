// The gradient of a convolution's weight by masks (conv_kernels.h), after conv_backward_impl.h.

// RY x RX taps of one input channel and NV vectors of output channels.
template <int RY, int RX, int NV, bool kPooled>
void AccumulateMasked(const ConvShape& s, const ConvGradient& g, long gradient_row,
                      const Grid<const float*>& input, const Grid<float*>& grad_weight,
                      float* grad_bias) {
  V sum[RY][RX][NV], bias[NV];
#pragma GCC unroll 4
  for (int v = 0; v < NV; ++v) bias[v] = grad_bias == nullptr ? V{} : Load(grad_bias + v * kWidth);
  ForEachSum<RY, RX, NV>(grad_weight.row, grad_weight.column,
                         [&](int r, int k, int v, long offset) __attribute__((always_inline)) {
                           sum[r][k][v] = Load(grad_weight.data + offset);
                         });
  ForEachPosition<kPooled>(
      s, g, [&](int y, int x, int gradient_position, int place) __attribute__((always_inline)) {
        Terms terms[NV];
#pragma GCC unroll 4
        for (int v = 0; v < NV; ++v) {
          terms[v] = TermsAt<kPooled>(g, gradient_position * gradient_row + v * kWidth, place);
          bias[v] = FmaIf(terms[v].enter, terms[v].value, Set(1.0f), bias[v]);
        }
        const float* from = input.At(y, x).data;
#pragma GCC unroll 4
        for (int r = 0; r < RY; ++r, from += input.row) {
#pragma GCC unroll 8
          for (int k = 0; k < RX; ++k) {
            const V value = Set(from[k * input.column]);
#pragma GCC unroll 4
            for (int v = 0; v < NV; ++v) {
              sum[r][k][v] = FmaIf(terms[v].enter, terms[v].value, value, sum[r][k][v]);
            }
          }
        }
      });
  ForEachSum<RY, RX, NV>(grad_weight.row, grad_weight.column,
                         [&](int r, int k, int v, long offset) __attribute__((always_inline)) {
                           Store(grad_weight.data + offset, sum[r][k][v]);
                         });
#pragma GCC unroll 4
  for (int v = 0; v < NV && grad_bias != nullptr; ++v) Store(grad_bias + v * kWidth, bias[v]);
}

template <int RY, int RX, bool kPooled>
void GradWeightMasked(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                      const float* input, float* grad_weight, float* grad_bias) {
  constexpr int kVectors = RY * RX * 2 <= kMaxSums ? 2 : 1;
  const long tap = static_cast<long>(s.in_channels) * width;
  const Grid<const float*> image = {input, static_cast<long>(s.in_width) * s.in_stride,
                                    s.in_stride};
  const Grid<float*> weight = {grad_weight, s.kernel_size * tap, tap};
  for (int y = 0; y < s.kernel_size; y += RY) {
    for (int x = 0; x < s.kernel_size; x += RX) {
      for (int c = 0; c < s.in_channels; ++c) {
        Grid<const float*> from = image.At(y, x);
        Grid<float*> to = weight.At(y, x);
        from.data += c;
        to.data += static_cast<long>(c) * width;
        float* bias = y + x + c == 0 ? grad_bias : nullptr;
        ConvGradient part = g;
        for (int j = 0; j < width;) {
          const bool several = j + kVectors * kWidth <= width;
          (several ? AccumulateMasked<RY, RX, kVectors, kPooled>
                   : AccumulateMasked<RY, RX, 1, kPooled>)(s, part, gradient_row, from, to, bias);
          const int step = (several ? kVectors : 1) * kWidth;
          j += step;
          part.grad += step;
          if (kPooled) part.argmax += step;
          to.data += step;
          if (bias != nullptr) bias += step;
        }
      }
    }
  }
}

template <bool kPooled>
void GradWeightMaskedOf(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                        const float* input, float* grad_weight, float* grad_bias) {
  const auto by_taps = s.kernel_size == 3   ? GradWeightMasked<3, 3, kPooled>
                       : s.kernel_size == 5 ? GradWeightMasked<1, 5, kPooled>
                       : s.kernel_size == 2 ? GradWeightMasked<2, 2, kPooled>
                                            : GradWeightMasked<1, 1, kPooled>;
  by_taps(s, g, gradient_row, width, input, grad_weight, grad_bias);
}

void ConvGradWeightMasked(const ConvShape& s, const ConvGradient& g, long gradient_row, int width,
                          const float* input, float* grad_weight, float* grad_bias) {
  (g.argmax != nullptr
       ? GradWeightMaskedOf<true>
       : GradWeightMaskedOf<false>)(s, g, gradient_row, width, input, grad_weight, grad_bias);
}

constexpr ConvKernels kConvKernels = {
    ConvForward,    ConvForwardPool2,    MaxPool, Gather, ConvGradInput,
    ConvGradWeight, ConvGradWeightMasked};
