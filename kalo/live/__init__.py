"""What happens while people are together at an event: who is here, what is said and asked."""
