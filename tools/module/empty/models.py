"""What exists in $name."""
