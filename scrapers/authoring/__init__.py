"""What helps people write an outlet's file: the catalogue, the house rules, proposals from saved pages."""
