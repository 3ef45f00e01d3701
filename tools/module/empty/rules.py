"""What an actor may do in $name."""
