"""What happens during a gathering: a room, its log, who is there."""
