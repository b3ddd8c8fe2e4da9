"""What is added up over all ways: the most, the least, how many; or how many at most and at least.

What cannot be counted to the last is rounded all along, up or down, and so shut in between two bounds.
"""

import math
from collections.abc import Sequence
from typing import TypeAlias

Weight: TypeAlias = float
"""An integer of any size, or an infinity where there is no way."""
ONE = 1 << 64
"""Weights are parts of this."""
BITS = 10
"""How many binary digits of a ratio are kept; the fewer, the more functions are alike, and the wider apart bounds."""


class Ring:
    """What values are: how two ways are put together, and two parts of one."""

    nothing: Weight
    one: Weight

    @staticmethod
    def join(left: Weight, right: Weight) -> Weight:
        """Return the value of two ways together."""
        raise NotImplementedError

    @classmethod
    def bound(cls, left: Weight, right: Weight) -> Weight:
        """Return what bounds both of two values."""
        return cls.join(left, right)

    @staticmethod
    def times(left: Weight, right: Weight) -> Weight:
        """Return the value of two parts of a way together."""
        return left + right

    @staticmethod
    def common(weights: Sequence[Weight]) -> Weight:
        """Return what some weights have in common, by which they are told apart no further: not all are nothing."""
        return min(weights)

    @staticmethod
    def less(weight: Weight, common: Weight) -> Weight:
        """Return a weight without what it has in common with others."""
        return weight - common


class Most(Ring):
    """The most that any way comes to."""

    nothing, one = -math.inf, 0

    @staticmethod
    def join(left: Weight, right: Weight) -> Weight:
        """Return the one that is more."""
        return max(left, right)

    @staticmethod
    def common(weights: Sequence[Weight]) -> Weight:
        """Return the greatest."""
        return max(weights)


class Least(Ring):
    """The least that any way comes to."""

    nothing, one = math.inf, 0

    @staticmethod
    def join(left: Weight, right: Weight) -> Weight:
        """Return the one that is less."""
        return min(left, right)


class Count(Ring):
    """How many ways there are."""

    nothing, one = 0, 1

    @staticmethod
    def join(left: Weight, right: Weight) -> Weight:
        """Return the ways of both."""
        return left + right

    @staticmethod
    def times(left: Weight, right: Weight) -> Weight:
        """Return the ways that go on so many ways each."""
        return left * right

    @staticmethod
    def common(weights: Sequence[Weight]) -> Weight:
        """Return the greatest common divisor."""
        return math.gcd(*(int(weight) for weight in weights))

    @staticmethod
    def less(weight: Weight, common: Weight) -> Weight:
        """Return a weight divided by what it has in common with others."""
        return int(weight) // int(common)


class Up(Ring):
    """At least as many ways as there are."""

    nothing, one = 0, ONE

    @staticmethod
    def join(left: Weight, right: Weight) -> Weight:
        """Return the ways of both."""
        return left + right

    @staticmethod
    def times(left: Weight, right: Weight) -> Weight:
        """Return the ways that go on so many ways each."""
        return -(-int(left) * int(right) // ONE)

    @classmethod
    def bound(cls, left: Weight, right: Weight) -> Weight:
        """Return the one that is more."""
        return max(left, right)

    @staticmethod
    def common(weights: Sequence[Weight]) -> Weight:
        """Return the greatest, of which all others are a part."""
        return max(weights)

    @staticmethod
    def less(weight: Weight, common: Weight) -> Weight:
        """Return what part of the greatest a weight is, or a little more."""
        return -_down(-int(weight) * ONE // int(common))


class Down(Up):
    """At most as many ways as there are."""

    @classmethod
    def bound(cls, left: Weight, right: Weight) -> Weight:
        """Return the one that is less."""
        return min(left, right)

    @staticmethod
    def times(left: Weight, right: Weight) -> Weight:
        """Return the ways that go on so many ways each, or a little less."""
        return int(left) * int(right) // ONE

    @staticmethod
    def less(weight: Weight, common: Weight) -> Weight:
        """Return what part of the greatest a weight is, or a little less."""
        return _down(int(weight) * ONE // int(common))


def _down(number: int) -> int:
    """Return a number with so many digits only, rounded down; a negative one is rounded away from nothing."""
    spare = max(0, number.bit_length() - BITS)
    return number >> spare << spare
