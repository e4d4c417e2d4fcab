// What the C and C++ libraries would otherwise bring with an operating system.
#include <time.h>

#include <cmath>

#include "experiments/disc/wasm/fmaf.h"
#include "experiments/disc/wasm/host.h"

extern "C" {

// In place of the C library's.
#undef fmaf
float fmaf(float a, float b, float c) { return tenfold::ExactFmaf(a, b, c); }

// There is no clock: a training's time is the host's to take.
int __clock_gettime(clockid_t, struct timespec* time) {
  *time = {};
  return 0;
}
int clock_gettime(clockid_t clock, struct timespec* time) { return __clock_gettime(clock, time); }

void abort() { tenfold::EndWith("aborted"); }
void __cxa_pure_virtual() { abort(); }
// Nothing is destroyed at the end of a page.
int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
}
