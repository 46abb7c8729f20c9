"""The crawler: where article addresses come from, how their pages are fetched and how they are parsed."""
