// As the project's: a programmer's error ends the program. The message goes to the host.
#pragma once

#include "absl/strings/str_cat.h"
#include "experiments/disc/wasm/host.h"

#define TENFOLD_CHECK(condition, ...)                                                  \
  do {                                                                                 \
    if (!(condition)) ::tenfold::EndWith(absl::StrCat(#condition, ": ", __VA_ARGS__)); \
  } while (false)
