"""Grammar of bylines, credits, wire prefixes and labels in Vietnamese newsrooms: text in, parts out."""
