"""What runs remember: stored and tried addresses, rejected pages, one lock for each outlet."""
