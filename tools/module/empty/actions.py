"""What an actor does in $name."""
