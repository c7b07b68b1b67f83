"""What goes in and out through the doors of elections."""
