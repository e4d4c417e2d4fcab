// Classes of rows in a CSV: own_data FILE COLUMN, where COLUMN has the class and all others
// numbers.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "engine/framework/sequential.h"
#include "engine/framework/training.h"
#include "experiments/datasets/csv.h"

using namespace tenfold;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: own_data FILE.csv COLUMN\n");
    return 1;
  }
  const absl::StatusOr<std::string> text = ReadFile(argv[1], /*max_bytes=*/1 << 30);
  const absl::StatusOr<CsvTable> table =
      text.ok() ? ParseCsv(*text, argv[1], {argv[2]}) : text.status();
  if (!table.ok()) {
    std::fprintf(stderr, "%s\n", std::string(table.status().message()).c_str());
    return 1;
  }
  const std::set<std::string> sorted(table->picked.begin(), table->picked.end());
  const std::vector<std::string> names(sorted.begin(), sorted.end());
  std::vector<int32_t> classes;
  for (const std::string& name : table->picked) {
    classes.push_back(
        static_cast<int32_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin()));
  }

  const int features = static_cast<int>(table->columns.size());
  const Tensor inputs({table->rows, features}, table->values);
  // Batch norm takes the place of scaling the columns.
  Sequential net({features},
                 {BatchNorm1d(features), Linear(features, 16), ReLU(),
                  Linear(16, static_cast<int>(names.size()))},
                 /*seed=*/1);
  CrossEntropyLoss loss;
  Adam adam(net, /*learning_rate=*/0.02);
  for (int step = 0; step < 200; ++step) {
    net.ZeroGrad();
    loss.Forward(net.Forward(inputs), classes);
    net.Backward(loss.Backward());
    adam.Step();
  }

  const Tensor outputs = net.Evaluate(inputs);
  const int64_t count = static_cast<int64_t>(names.size());
  int right = 0;
  for (int i = 0; i < table->rows; ++i) {
    const float* row = outputs.data() + i * count;
    right += std::max_element(row, row + count) - row == classes[i];
  }
  std::printf("%d of %d rows are right, in %zu classes\n", right, table->rows, names.size());
  return right > 0.95 * table->rows ? 0 : 1;
}
