"""What a run leaves behind: its record, coverage, samples of pages."""
