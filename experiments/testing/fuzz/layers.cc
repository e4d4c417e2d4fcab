// Networks as text, for rows of features and for images.
#include <cstdint>

#include "base/check.h"
#include "engine/network/network_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Shape& input : {Shape{4}, Shape{3, 12, 9}}) {
    const absl::StatusOr<Network> network = ParseNetwork(text, input);
    if (!network.ok()) {
      TENFOLD_CHECK(network.status().message().find('\n') == absl::string_view::npos, "one line");
      continue;
    }
    const std::string printed = NetworkToString(*network);
    const absl::StatusOr<Network> again = ParseNetwork(printed, input);
    if (printed.size() > kMaxNetworkText) continue;
    TENFOLD_CHECK(again.ok(), again.status().message());
    TENFOLD_CHECK(NetworkToString(*again) == printed, "the same when printed and read again");
    TENFOLD_CHECK(*OutputShape(*again) == *OutputShape(*network), "the same shape");
  }
  return 0;
}
