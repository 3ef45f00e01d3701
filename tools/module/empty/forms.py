"""What a page of $name asks."""
