"""What follows by arithmetic and by rule: scale, privacy, schedule, data answers, ownership, governance."""
