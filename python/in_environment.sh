#!/usr/bin/env bash
# A test in Python, in a new environment that has the wheel and Debian's NumPy: WHEEL TEST
set -euo pipefail
wheel=$PWD/$1
environment=$TEST_TMPDIR/environment
/usr/bin/python3 -m venv --system-site-packages "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
export TENFOLD_WHEEL=$wheel
# NumPy's own threads would be taken for the module's.
export OPENBLAS_NUM_THREADS=1
exec "$environment/bin/python" -B -W error::DeprecationWarning "$2"
