#!/usr/bin/env bash
# A test in Python, in a new environment that has the wheel and Debian's NumPy: WHEEL TEST [ARGUMENT...]
set -euo pipefail
wheel=$PWD/$1
environment=$TEST_TMPDIR/environment
/usr/bin/python3 -m venv --system-site-packages "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
export TENFOLD_WHEEL=$wheel
# NumPy's own threads would be taken for the module's.
export OPENBLAS_NUM_THREADS=1
# A module that was built with a sanitizer wants its libraries before all others. The interpreter never frees some
# things; sweep_test looks for leaks, so that little of what was freed may be kept for a while.
core=("$environment"/lib/python3*/site-packages/tenfold/_core*.so)
sanitizers=$(ldd "${core[0]}" | awk '/lib(asan|ubsan)\.so/ { print $3 }' | paste -sd:)
if [[ -n $sanitizers ]]; then
  export LD_PRELOAD=$sanitizers ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1
fi
exec "$environment/bin/python" -B -W error::DeprecationWarning "${@:2}"
