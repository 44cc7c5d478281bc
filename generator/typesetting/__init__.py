"""HTML and a design to paper: fonts, QR codes, PDF."""
