"""Item pipelines between an article as parsed and a line in the feed, one verb each."""
