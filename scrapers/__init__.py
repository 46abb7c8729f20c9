"""Where article addresses come from and how their pages are read."""
