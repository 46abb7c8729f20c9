#!/bin/sh
# Installs the browser that the report is tested in, where that needs nobody's leave; the tests skip without it.
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium for the tests of the report (apt-get, once, some 300 MB)"
    { timeout 60 apt-get update && timeout 300 apt-get install --yes --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0
fi
echo "no Chromium: tests of the report in a browser are skipped; to run them: sudo apt-get install chromium" >&2
