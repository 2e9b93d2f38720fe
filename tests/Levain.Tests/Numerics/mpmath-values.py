"""Writes mpmath-values.txt, an independent check of the references in Reference.cs. Needs Python 3 and mpmath:

    python3 mpmath-values.py > mpmath-values.txt

A line holds the function, the bits of its arguments, and the true value as an integer of 120 bits times a power of two.
"""
import math
import random
import struct

import mpmath
from mpmath import mp, mpf

mp.prec = 2600
draw = random.Random(20261121)


def spread(least, most, sign=True):
    value = math.ldexp(1 + draw.random(), draw.randrange(least, most))
    return -value if sign and draw.random() < 0.5 else value


def near_quarter_turns():
    return float(mpmath.pi / 2 * draw.randrange(1, 2 ** draw.randrange(1, 40)))


def angle():
    return draw.choice([lambda: draw.uniform(-10, 10), lambda: spread(-40, 21), lambda: spread(-1060, 1023), near_quarter_turns])()


def positive():
    return draw.choice([lambda: spread(-1070, 1023, False), lambda: 1 + spread(-52, -1)])()


FUNCTIONS = {
    "Exp": (mpmath.exp, lambda: draw.choice([draw.uniform(-745, 709), spread(-60, 9)])),
    "Exp2": (lambda x: mpf(2) ** x, lambda: draw.choice([draw.uniform(-1074, 1023), spread(-60, 9)])),
    "Expm1": (lambda x: mpmath.exp(x) - 1, lambda: draw.choice([draw.uniform(-45, 60), spread(-1070, 9)])),
    "Log": (mpmath.log, positive),
    "Log2": (lambda x: mpmath.log(x) / mpmath.log(2), positive),
    "Log10": (lambda x: mpmath.log(x) / mpmath.log(10), positive),
    "Log1p": (lambda x: mpmath.log(1 + x), lambda: draw.choice([draw.uniform(-1, 3), spread(-1070, -1), spread(0, 1023, False)])),
    "Sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), lambda: draw.choice([draw.uniform(-744, 40), spread(-60, 5)])),
    "Tanh": (mpmath.tanh, lambda: draw.choice([draw.uniform(-23, 23), spread(-1070, 4)])),
    "Sin": (mpmath.sin, angle),
    "Cos": (mpmath.cos, angle),
    "Tan": (mpmath.tan, angle),
    "Atan": (mpmath.atan, lambda: draw.choice([draw.uniform(-4, 4), spread(-1070, 80)])),
}


def bits(x):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", x))[0]


def line(name, arguments, value):
    mantissa, exponent = mpmath.frexp(value)
    whole = int(mpmath.nint(mpmath.ldexp(mantissa, 120)))
    print(name, *map(bits, arguments), "%s%x" % ("-" if whole < 0 else "", abs(whole)), exponent - 120)


for name, (function, argument) in FUNCTIONS.items():
    for _ in range(120):
        x = argument()
        if x != 0:
            line(name, [x], function(mpf(x)))

for _ in range(240):
    x = draw.choice([lambda: spread(-1070, 1023, False), lambda: 1 + spread(-50, -1)])()
    y = float(mpf(draw.uniform(-744, 709)) / mpmath.log(mpf(x)))
    line("Pow", [x, y], mpmath.exp(mpf(y) * mpmath.log(mpf(x))))

for _ in range(120):
    y = spread(-1000, 1000)
    x = y * spread(-20, 20)
    line("Atan2", [y, x], mpmath.atan2(mpf(y), mpf(x)))
