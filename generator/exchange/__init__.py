"""What others send, in their own formats: understood, shown, and only then taken over."""
