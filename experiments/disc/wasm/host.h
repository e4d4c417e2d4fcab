// What the module asks of who runs it.
#pragma once

#include <string>

#define TENFOLD_IMPORT(name) extern "C" __attribute__((import_module("host"), import_name(name)))

// After each step of a training, with the loss before it.
TENFOLD_IMPORT("step") void HostStep(double loss);

// A programmer's error, as text; does not return.
TENFOLD_IMPORT("fail") void HostFail(const char* message, int size);

namespace tenfold {

[[noreturn]] inline void EndWith(const std::string& message) {
  HostFail(message.data(), static_cast<int>(message.size()));
  __builtin_trap();
}

}  // namespace tenfold
