"""Content extraction without a layout: features of every block, their weights, and the decision."""
