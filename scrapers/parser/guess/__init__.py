"""Fields of pages without a layout, each found by the outline of the page and by what looks like it."""
