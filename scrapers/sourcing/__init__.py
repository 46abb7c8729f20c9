"""Where article addresses come from: sources and listings. Pure: no network, no clock."""
