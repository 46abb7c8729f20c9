"""Tools for writing an outlet's file: catalogue, house rules, proposals from saved pages."""
