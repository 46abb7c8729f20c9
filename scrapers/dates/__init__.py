"""Vietnamese dates: text in, an instant and its span out. Pure; used by everybody."""
