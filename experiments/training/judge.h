#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/training/training_task.h"

namespace tenfold {

// The metrics of answers, [samples, features], to at least one sample; trainer.h names them.
std::map<std::string, double> Judge(const Answer& answer, const Samples& samples,
                                    const std::vector<float>& outputs);

}  // namespace tenfold
