// A study's training, as a call of Python's.
#pragma once

#include <pybind11/pybind11.h>

#include "experiments/study/array_study.h"

namespace tenfold::python {

// Trains on threads of its own, all of which have ended when it returns or throws, and without the
// GIL. Every 50 ms the calling thread looks for signals, so that Ctrl-C ends each run after its
// epoch, and calls `progress(done)`, if it is not None, with the number of runs that are there;
// what either raises is raised here.
void Train(study::ArrayStudy& study, const pybind11::object& progress);

}  // namespace tenfold::python
