"""What an actor sees of $name."""
