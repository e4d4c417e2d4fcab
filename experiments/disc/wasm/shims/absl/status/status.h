#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace absl {

enum class StatusCode { kOk, kCancelled, kUnknown, kInvalidArgument, kNotFound };

class Status {
 public:
  Status() = default;
  Status(StatusCode code, std::string_view message) : code_(code), message_(message) {}

  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  std::string_view message() const { return message_; }

 private:
  StatusCode code_ = StatusCode::kOk;
  std::string message_;
};

inline Status OkStatus() { return {}; }
inline Status CancelledError(std::string_view message) { return {StatusCode::kCancelled, message}; }
inline Status InvalidArgumentError(std::string_view message) {
  return {StatusCode::kInvalidArgument, message};
}
inline Status NotFoundError(std::string_view message) { return {StatusCode::kNotFound, message}; }

}  // namespace absl
