"""What tests share: the sample site, runs against it, feeds and archives made for them; no tests."""
