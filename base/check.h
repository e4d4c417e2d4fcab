// A check for programmers' errors: aborts with the place and the message. What a user can get wrong
// is an absl::Status.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"

// The arguments after the condition are put together by absl::StrCat, only when the condition is
// false.
#define TENFOLD_CHECK(condition, ...)                                                       \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      std::fprintf(stderr, "%s:%d: check failed: %s: %s\n", __FILE__, __LINE__, #condition, \
                   absl::StrCat(__VA_ARGS__).c_str());                                      \
      std::abort();                                                                         \
    }                                                                                       \
  } while (false)
