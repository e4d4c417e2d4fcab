#pragma once

#include <pybind11/pybind11.h>

namespace tenfold::python {

// Sequential and the losses of the module (tenfold/_core.pyi).
void AddSequential(pybind11::module_& module);

}  // namespace tenfold::python
