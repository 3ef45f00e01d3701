"""What can wait in $name."""
