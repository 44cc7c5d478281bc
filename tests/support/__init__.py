"""What tests share: trees to change, builds to look at, readers we do not build with."""
