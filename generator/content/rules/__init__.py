"""What must hold in and between files."""
