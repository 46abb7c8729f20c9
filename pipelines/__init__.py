"""The steps between an article as read and a line in the feed, one verb each."""
