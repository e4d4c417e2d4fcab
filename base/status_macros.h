// Statements that hand an error to the caller.
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns the absl::Status that the expression gives, unless it is OK.
#define TENFOLD_RETURN_IF_ERROR(...)                                     \
  do {                                                                   \
    if (absl::Status status_or_ok = (__VA_ARGS__); !status_or_ok.ok()) { \
      return status_or_ok;                                               \
    }                                                                    \
  } while (false)

// Declares a variable with the value of an absl::StatusOr, or returns its status:
//
//   TENFOLD_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
#define TENFOLD_ASSIGN_OR_RETURN(variable, ...) \
  TENFOLD_ASSIGN_OR_RETURN_(TENFOLD_JOIN_(status_or_, __LINE__), variable, __VA_ARGS__)
#define TENFOLD_ASSIGN_OR_RETURN_(result, variable, ...) \
  auto result = (__VA_ARGS__);                           \
  if (!result.ok()) return result.status();              \
  variable = *std::move(result)
#define TENFOLD_JOIN_(a, b) TENFOLD_JOIN_AGAIN_(a, b)
#define TENFOLD_JOIN_AGAIN_(a, b) a##b
