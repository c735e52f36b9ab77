"""Text to numbered sentences to mentions: counts, money, dates, channels, systems, data, regions."""
