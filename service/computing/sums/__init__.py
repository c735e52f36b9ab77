"""The arithmetic of constraints: from numbers to numbers, exact and without a word of text.

Times of day and lengths are exact, and so are shares and rates (`fractions.Fraction`); whoever shows one rounds it.
"""
