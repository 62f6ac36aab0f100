"""Generated texts for tokenizer.py: many scripts, marks, spaces, digits, contractions, special tokens.

All of it comes from code point ranges and a seed; the same seed gives the same texts on any machine.
"""

import random

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
NOT_SPECIAL = ["<think>", "</think>"]

# First and last letters of alphabets, with the marks that go with them.
SCRIPTS = {
    "latin": [(0x61, 0x7A), (0x61, 0x7A), (0x41, 0x5A), (0xC0, 0x17F), (0x1E00, 0x1EFF)],
    "greek": [(0x391, 0x3A1), (0x3A3, 0x3C9), (0x1F00, 0x1F15)],
    "cyrillic": [(0x410, 0x44F), (0x400, 0x45F)],
    "arabic": [(0x621, 0x63A), (0x641, 0x64A), (0x64B, 0x655), (0x660, 0x669)],
    "hebrew": [(0x5D0, 0x5EA), (0x5B0, 0x5BC), (0xFB1D, 0xFB36)],
    "devanagari": [(0x904, 0x939), (0x93C, 0x94D), (0x958, 0x95F), (0x966, 0x96F)],
    "bengali": [(0x985, 0x9B9), (0x9BC, 0x9CD), (0x9E6, 0x9EF)],
    "tamil": [(0xB85, 0xBB9), (0xBBE, 0xBCD)],
    "thai": [(0xE01, 0xE3A), (0xE40, 0xE4E)],
    "tibetan": [(0xF40, 0xF6C), (0xF71, 0xF84)],
    "cjk": [(0x4E00, 0x4EFF), (0x4E00, 0x4E3F), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x3099, 0x309A)],
    "hangul": [(0xAC00, 0xD7A3), (0xAC00, 0xAD00)],
    "jamo": [(0x1100, 0x1112), (0x1161, 0x1175), (0x11A7, 0x11C2)],
    "georgian": [(0x10D0, 0x10FA), (0x1C90, 0x1CBA)],
    "rare": [
        (0x10400, 0x1044F),
        (0x1E900, 0x1E94A),
        (0x11D00, 0x11D45),
        (0x1C89, 0x1C8A),
        (0x105C0, 0x105F3),
    ],
}
MARKS = [
    (0x300, 0x345),
    (0x300, 0x30C),
    (0x323, 0x331),
    (0x334, 0x338),
    (0x5B0, 0x5BC),
    (0x64B, 0x655),
    (0x93C, 0x93C),
    (0x3099, 0x309A),
    (0x302A, 0x302F),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0),
    (0xFE20, 0xFE2F),
    (0x7FD, 0x7FD),
    (0x898, 0x89F),
    (0x1D165, 0x1D169),
]
SPACES = list(" \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2003\u2009\u2028\u2029\u202f\u205f\u3000") + [
    "\r\n",
    "  ",
    "\n\n",
]
FALSE_SPACES = list("\u200b\u200c\u200d\u2060\ufeff\u180e\x1c\x1f\x00\x7f\xad")
PUNCTUATION = list(".,;:!?-_()[]{}'\"`~@#$%^&*+=/\\|<>") + list(
    "\u2018\u2019\u201c\u201d\u2014\u2026\u00bf\u3001\u3002\uff0c\u060c\u0964\u20ac\u00b0"
)
DIGITS = list("0123456789") + list(
    "\u0663\u096c\u0e54\u2167\u00b2\u00bd\u2460\u3007\u4e94\uff18\U0001d7d8\U00010d44"
)
CONTRACTIONS = [
    "'s",
    "'t",
    "'re",
    "'ve",
    "'m",
    "'ll",
    "'d",
    "'\u017f",
    "'l",
    "'r",
    "'v",
    "'x",
    "''s",
    "\u2019s",
    "'\u212a",
    "'le",
    "'rE",
]
EMOJI = [
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
    "\U0001f44d\U0001f3fd",
    "\U0001f1e7\U0001f1f7",
    "1\ufe0f\u20e3",
    "\u2764\ufe0f",
    "\U0001f9d1\U0001f3ff\u200d\U0001f680",
    "\U0001f600",
    "\u263a",
    "\U0001faf6",
]
WORDS = (
    "a the mountain lake fox owl brass copper winter desert two suns ruins poster reading nook cafe sign "
    "that reads snow pine trees dawn watercolour style of in on with and image "
    "one first second make it we they I you don can isn"
).split()


class Source:
    """Random strings, the same for the same seed."""

    def __init__(self, seed):
        self.r = random.Random(seed)

    def char(self, ranges):
        first, last = self.r.choice(ranges)
        return chr(self.r.randint(first, last))

    def case(self, text):
        return "".join(c.upper() if self.r.random() < 0.5 and len(c.upper()) == 1 else c for c in text)

    def word(self, script=None):
        ranges = SCRIPTS[script or self.r.choice(list(SCRIPTS))]
        if self.r.random() < 0.5:  # few letters, so that training finds pairs
            ranges = [(a, min(b, a + 7)) for a, b in ranges]
        return "".join(self.char(ranges) for _ in range(self.r.randint(1, 8)))

    def prose(self):
        script = self.r.choice([None, None, *SCRIPTS])
        text = ""
        for _ in range(self.r.randint(1, 7)):
            text += (
                self.word(script)
                if script
                else self.case(self.r.choice(WORDS)) if self.r.random() < 0.1 else self.r.choice(WORDS)
            )
            text += self.r.choice(
                [" ", " ", " ", " ", ", ", ". ", self.r.choice(SPACES), self.r.choice(PUNCTUATION), ""]
            )
        return text

    def marks(self):
        text = ""
        for _ in range(self.r.randint(1, 4)):
            text += self.r.choice(
                [
                    self.word()[:1],
                    self.char([(0xC0, 0x24F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFC), (0x390, 0x3CE)]),
                    "<",
                    "=",
                    "1",
                    " ",
                ]
            )
            text += "".join(self.char(MARKS) for _ in range(self.r.randint(0, 5)))
        return text

    def hangul(self):
        text = ""
        for _ in range(self.r.randint(1, 5)):
            text += self.r.choice(
                [self.char(SCRIPTS["hangul"]), self.char([(0x1100, 0x1112)]) + self.char([(0x1161, 0x1175)])]
            )
            text += self.r.choice(
                [
                    "",
                    "",
                    self.char([(0x11A7, 0x11C3)]),
                    self.char([(0x1160, 0x1176)]),
                    self.char([(0x302E, 0x302F)]),
                    " ",
                ]
            )
        return text

    def spaces(self):
        parts = [self.r.choice(SPACES + SPACES + FALSE_SPACES) for _ in range(self.r.randint(1, 6))]
        for _ in range(self.r.randint(0, 3)):
            parts.insert(
                self.r.randint(0, len(parts)),
                self.r.choice(["a", "\u00e9", "1", "!", "\u4e00", "'s", "\u0301"]),
            )
        return "".join(parts)

    def contractions(self):
        return "".join(
            self.r.choice(["", " ", "I", "we", "\u0436", "9"])
            + self.case(self.r.choice(CONTRACTIONS))
            + self.r.choice(["", " ", "ab", "S", "\u0301", "\u4e00", "3", "\n"])
            for _ in range(self.r.randint(1, 4))
        )

    def digits(self):
        return "".join(
            self.r.choice(DIGITS + ["", " ", ".", ",", "x", "\u00e7", "\n", "-"])
            for _ in range(self.r.randint(1, 10))
        )

    def emoji(self):
        return "".join(
            self.r.choice(EMOJI + [" ", "a", "!", "\ufe0f", "\u200d"]) for _ in range(self.r.randint(1, 5))
        )

    def specials(self):
        names = SPECIAL + NOT_SPECIAL
        broken = ["<|im_", "|>", "<|", "<|im_end|", "<|IM_END|>", "<think", "< |im_end|>", "<|im_<|im_end|>"]
        return "".join(
            self.r.choice(
                [
                    self.r.choice(names),
                    self.r.choice(names),
                    self.r.choice(broken),
                    self.prose(),
                    self.spaces(),
                    "\u0338",
                    "\u0301",
                    "e",
                    "",
                ]
            )
            for _ in range(self.r.randint(1, 5))
        )

    def any_code_points(self):
        out = ""
        for _ in range(self.r.randint(1, 5)):
            c = self.r.choice(
                [
                    self.r.randint(0, 0x2FF),
                    self.r.randint(0, 0x33FF),
                    self.r.randint(0, 0xD7FF),
                    self.r.randint(0xE000, 0xFFFF),
                    self.r.randint(0x10000, 0x1FFFF),
                    self.r.randint(0x10000, 0x10FFFF),
                ]
            )
            out += chr(c) + self.r.choice(["", "", "a", " ", "1", "\u0301"])
        return out

    def mixed(self):
        return "".join(getattr(self, self.r.choice(KINDS[:-1]))() for _ in range(2))

    def string(self):
        return getattr(self, self.r.choice(KINDS + ["prose", "prose", "marks"]))()


KINDS = [
    "prose",
    "marks",
    "hangul",
    "spaces",
    "contractions",
    "digits",
    "emoji",
    "specials",
    "any_code_points",
    "mixed",
]


def crossings():
    """Short texts across a cut, each to be one token: the merges that a wrong rule would use."""
    cases = {c for name in CONTRACTIONS for c in (name, name.upper(), name.capitalize(), name.title())}
    return (
        [f"{a}{b}" for a in range(10) for b in range(10)]
        + [c + end for c in sorted(cases) if len(c) < 4 for end in ("a", "ab", "S", " ")]
        + [mark + end for mark in PUNCTUATION for end in ("\n", "\r\n", "\n\n")]
        + ["  a", "  \u00e9", " \n a", "   ", "1a", "a1", "\n\u4e00"]
    )


def every_code_point():
    """Each code point alone and among neighbours that tell its class, 16 to a string."""
    code_points = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for first in range(0, len(code_points), 16):
        yield "".join(
            f"a{c}a1{c}1 {c} {c}!\n{c}\u0301{c}\u0327\u0334" for c in code_points[first : first + 16]
        )


def distinct(source, count):
    seen = {}
    while len(seen) < count:
        seen[source.string()] = True
    return list(seen)
