"""HTML and a design to paper, words to cards: fonts, lines, QR codes, PDF, pictures."""
