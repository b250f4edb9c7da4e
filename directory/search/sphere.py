"""Distances on the ground, quick enough to be asked of thousands of listings: points as vectors on the unit sphere."""

from __future__ import annotations

import math

EARTH_RADIUS_MILES = 3958.8
Vector = tuple[float, float, float]


def vector_of(point: tuple[float, float]) -> Vector:
    """A point (latitude, longitude in degrees) as a vector of length one."""
    latitude, longitude = math.radians(point[0]), math.radians(point[1])
    ring = math.cos(latitude)
    return ring * math.cos(longitude), ring * math.sin(longitude), math.sin(latitude)


def chord_squared(a: Vector, b: Vector) -> float:
    """The square of the straight line between two vectors; it grows with the distance."""
    x, y, z = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    return x * x + y * y + z * z


def miles_of(squared: float) -> float:
    """The distance along the ground, in miles, of a squared chord."""
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(squared) / 2))


def squared_of(miles: float) -> float:
    """The squared chord of a distance along the ground, in miles."""
    return (2 * math.sin(miles / (2 * EARTH_RADIUS_MILES))) ** 2


def miles_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points (latitude, longitude in degrees) along the ground, in miles."""
    return miles_of(chord_squared(vector_of(a), vector_of(b)))
