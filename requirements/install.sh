#!/bin/sh
# Usage: requirements/install.sh run|test
# Makes .venv and installs the locked requirements in it; does nothing when that was done before.
set -eu
cd "$(dirname "$0")/.."
lock=$1.txt
python=.venv/bin/python

# An activated environment of somebody else, or pip's own variables, must not decide where we install.
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV || true

# A name in PATH says little: it may be a shim for a version that is not there. So each is run.
runs() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; }

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if runs "$name"; then
            echo "$name"
            return
        fi
    done
    echo "No Python 3.11, 3.12 or 3.13 found. On Debian or Ubuntu: apt install python3 python3-venv" >&2
    exit 1
}

make_venv() {
    base=$(find_python)
    if ! "$base" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$base" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        echo "$base cannot make a virtual environment. On Debian or Ubuntu: apt install $version-venv (or python3-venv)" >&2
        exit 1
    fi
    echo "Python        .venv, made with $("$base" -c 'import platform; print("Python", platform.python_version())')"
    rm -rf .venv
    "$base" -m venv .venv
}

# What was installed last stands in .venv as a copy of its lock file. `test` holds all of `run`.
installed() { cmp -s "requirements/$1.txt" ".venv/installed-$1.txt"; }

if ! runs "$python" || ! "$python" -c 'import pip' 2>/dev/null; then make_venv; fi
if ! installed "$1" && ! { [ "$1" = run ] && installed test; }; then
    echo "Requirements  installing requirements/$lock"
    rm -f .venv/installed-*.txt
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$lock"
    cp "requirements/$lock" ".venv/installed-$lock"
fi
