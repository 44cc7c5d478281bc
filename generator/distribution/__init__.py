"""Who gets which leaflet: codes, and the arithmetic of reaching every household."""
