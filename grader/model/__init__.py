"""Values and closed sets; no behaviour beyond themselves. Importable without numpy."""
