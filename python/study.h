#pragma once

#include <pybind11/pybind11.h>

namespace tenfold::python {

// Study and Model of the module (tenfold/_core.pyi).
void AddStudy(pybind11::module_& module);

}  // namespace tenfold::python
