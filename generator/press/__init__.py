"""What a print shop needs: PDF/X-4 it can run, judged and read back before it is handed over."""
