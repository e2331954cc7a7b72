#!/bin/sh
# Installs Stockpile from the wheels beside this script, without a network.
#   ./install.sh [FOLDER]      FOLDER is ~/.local/share/stockpile-program if it is not given
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
into=${1:-"${XDG_DATA_HOME:-$HOME/.local/share}/stockpile-program"}

for python in python3.13 python3.12 python3.11 python3; do
  if "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
    break
  fi
  python=
done
if [ -z "$python" ]; then
  echo "install.sh: Python 3.11, 3.12 or 3.13 with its module venv is needed (Debian: sudo apt-get install python3-venv)" >&2
  exit 1
fi

"$python" -m venv --clear "$into"
"$into/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
  --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"

bin="$HOME/.local/bin"
applications="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$bin" "$applications"
ln -sf "$into/bin/stockpile" "$bin/stockpile"
cp "$here/stockpile.svg" "$into/stockpile.svg"
sed -e "s|^Exec=.*|Exec=\"$into/bin/stockpile\"|" -e "s|^Icon=.*|Icon=$into/stockpile.svg|" \
  "$here/stockpile.desktop" > "$applications/stockpile.desktop"

"$into/bin/stockpile" --version
echo "Installed in $into. Start it from the menu, or with $bin/stockpile."
echo "To remove it: rm -r '$into' '$bin/stockpile' '$applications/stockpile.desktop'. Registers are not touched."
