#include "experiments/measurements/multiverse.h"

#include "experiments/testing/fuzz/measurements.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return tenfold::measurements::FuzzParse<tenfold::measurements::Multiverse>(data, size);
}
