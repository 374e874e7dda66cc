"""What people may type, and the words of its errors."""
