"""What is measured rather than promised: speed, and how well real pages are read."""
