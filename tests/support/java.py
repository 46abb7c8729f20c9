"""The Java runtime that Spark runs on, for the tests that ask for it."""

import shutil

JAVA = shutil.which("java") or ""
INSTALL = "no Java runtime here: sudo apt-get install default-jre-headless"
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of a JVM that lives for a minute: what compiles it well would take longer than that saves."""
