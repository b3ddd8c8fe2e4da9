"""What happens when someone plays."""
