"""Choices that a seed makes."""

import random


class Draw:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def of(self, *values):
        return self.random.choice(values)

    def chance(self, probability):
        return self.random.random() < probability

    def between(self, least, most):
        return self.random.randint(least, most)

    def number(self, least, most):
        """With two digits, so that a failure is easy to read."""
        return float(f"{self.random.uniform(least, most):.2g}")
