"""The page: element tree, selectors, blocks, style, structured data."""
