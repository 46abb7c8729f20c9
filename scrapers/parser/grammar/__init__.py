"""How Vietnamese newsrooms write bylines, credits, wire prefixes and labels: text in, parts out."""
