"""Records of runs: run record, field coverage, sample pages."""
