#pragma once

namespace tenfold {

// A record has a loss for each epoch and has to stay of a size that can be read.
inline constexpr int kMaxEpochs = 400000;

}  // namespace tenfold
