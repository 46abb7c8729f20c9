#!/bin/sh
# COMMAND PACKAGE MB TESTS: installs what some tests need, where that needs nobody's leave; they skip without it.
command -v "$1" >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $2 for $4 (apt-get, once, some $3 MB)"
    { timeout 60 apt-get update && timeout 300 apt-get install --yes --no-install-recommends "$2"; } >/dev/null 2>&1 && exit 0
fi
echo "no $1: $4 are skipped; to run them: sudo apt-get install $2" >&2
