"""The map as boxes and lines: where each place stands, which way each join is drawn, and with which signs."""
