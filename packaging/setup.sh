# shellcheck shell=bash
# Sourced by packaging/run and packaging/test: what this machine needs, and the .venv. A second call costs milliseconds.

PYTHON_NEEDED='3.11'
say() { printf '%s\n' "$*" >&2; }

# --- system packages ------------------------------------------------------------------------------------------------

# Libraries Qt loads, and the Debian and Ubuntu packages they are in: to show anything, and for a window on a screen.
QT_LIBRARIES='libglib-2.0.so.0=libglib2.0-0 libEGL.so.1=libegl1 libGL.so.1=libgl1 libxkbcommon.so.0=libxkbcommon0
  libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1'
SCREEN_LIBRARIES='libxcb-cursor.so.0=libxcb-cursor0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
  libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0'

# Prints the packages whose library the linker does not know.
missing_libraries() {
  local known pair
  known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || return 0 # not glibc: nothing can be said
  for pair in "$@"; do
    [[ $known == *"${pair%%=*} "* ]] || printf '%s\n' "${pair#*=}"
  done
}

# Prints those of the given Debian packages that are not installed.
missing_packages() {
  local installed package
  command -v dpkg-query >/dev/null || return 0
  installed=$(dpkg-query --show --showformat '${Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"install ok installed $package"$'\n'* ]] || printf '%s\n' "$package"
  done
}

# Installs packages with apt-get where that is allowed, else prints the command and leaves with nothing half done.
install_packages() {
  local as_root=''
  (($#)) || return 0
  if ((EUID != 0)); then
    as_root='sudo -n'
  fi
  if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! sudo -n true 2>/dev/null; }; then
    say "Image Studio needs these system packages (named as in Debian and Ubuntu): $*"
    say 'Install them, then try again:'
    say "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"
    exit 1
  fi
  say "Installing system packages: $*"
  # shellcheck disable=SC2086 # nothing, or two words
  $as_root apt-get update --quiet --quiet >&2
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet --quiet --yes --no-install-recommends "$@" >&2
}

# --- Python ---------------------------------------------------------------------------------------------------------

# Prints the path of a Python that is new enough; the PYTHON variable chooses one.
find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# Prints the package that brings venv, where this Python came without it as Debian's does.
missing_venv() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null ||
    "$1" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")'
}

# --- .venv ----------------------------------------------------------------------------------------------------------

# What a .venv for the given requirements file was made of; it is complete when its stamp says the same.
venv_stamp() {
  printf '%s %s %s\n' "$ROOT" "$(readlink -f .venv/bin/python)" \
    "$(cat packaging/requirements.txt "packaging/$1" pyproject.toml | cksum)"
}

venv_is_complete() {
  [[ -x .venv/bin/python && -f .venv/stamp-$1 ]] && [[ $(<".venv/stamp-$1") == "$(venv_stamp "$1")" ]]
}

# Fills .venv from a requirements file. It is made anew unless what is there is known to be whole; the stamp is written
# last, so that one that was interrupted is never taken for whole.
make_venv() {
  local python=$1 requirements=$2
  if [[ -f .venv/stamp-$requirements ]] || ! venv_is_complete requirements.txt; then
    rm -rf .venv
    "$python" -m venv .venv
  fi
  rm -f .venv/stamp-*
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    --requirement "packaging/$requirements" >&2
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation \
    --editable . >&2
  venv_stamp requirements.txt >.venv/stamp-requirements.txt
  venv_stamp "$requirements" >".venv/stamp-$requirements"
}

# Makes sure of the given system packages and of a .venv that holds the given requirements file. Two at once wait for
# each other.
set_up() {
  local requirements=$1 packages=$2 python=''
  if ! venv_is_complete "$requirements"; then
    python=$(find_python) || {
      say "Image Studio needs Python $PYTHON_NEEDED or later. On Debian or Ubuntu: sudo apt-get install python3"
      exit 1
    }
    packages="$packages $(missing_venv "$python")"
  fi
  # shellcheck disable=SC2086 # a list of words
  install_packages $packages
  [[ -n $python ]] || return 0
  say "Setting up .venv with $("$python" --version) (once; a minute or so)"
  mkdir -p .packaging
  (
    if command -v flock >/dev/null; then
      flock 9
    fi
    venv_is_complete "$requirements" || make_venv "$python" "$requirements"
  ) 9>.packaging/setup.lock
}
