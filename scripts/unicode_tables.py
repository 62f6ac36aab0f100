#!/usr/bin/env python3
"""Writes the parts of Unicode that Qwen2's tokenizer depends on: unicode_tables.inc (categories) and
unicode_nfc_tables.inc (normalisation), both of src/tokenizer/.

Run by hand:  pip install unicodedata2==16.0.0 tokenizers==0.23.3
              python scripts/unicode_tables.py src/tokenizer

The standard is the `tokenizers` package, because vocabularies were trained with it, and it carries TWO
Unicode versions:
  \\p{L}, \\p{N}, \\s    Unicode 16.0, from the regular-expression library inside the package
  NFC                  Unicode 9.0, from its normalisation crate: a mark or a composition that is newer
                       stays as it was typed
Characters keep their decomposition and combining class for ever, so the Unicode 9.0 data is the 16.0
data without the characters that the package's normaliser does not know. The package is asked for each
code point, and at the end every table is checked against it; on any difference nothing is written.
"""

import os
import sys

import tokenizers
import unicodedata2 as ucd
from tokenizers import Regex, normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
nfc = normalizers.NFC().normalize_str
nfd = normalizers.NFD().normalize_str


def package_class(pattern):
    """The code points that the package's regular expressions put into `pattern`."""
    split = pre_tokenizers.Split(Regex(pattern), "isolated")
    before = "\x01"  # in none of the classes asked for, so that a match stands alone
    return {c for c in CODE_POINTS if c != 1 and split.pre_tokenize_str(before + chr(c))[-1][0] == chr(c)}


def ranges(code_points):
    out = []
    for c in sorted(code_points):
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return out


def knows_class(c):
    """Does the package's normaliser give the mark `c` its combining class? Marks of a lower class move before
    those of a higher one: U+0334 has class 1 and U+0345 has class 240, the least and nearly the greatest."""
    mark = chr(c)
    if ucd.combining(mark) == 1:
        return nfd("a\u0345" + mark) != "a\u0345" + mark
    return nfd("a" + mark + "\u0334") != "a" + mark + "\u0334"


def decompositions():
    """One canonical step for each character that has one: code point, first, second (0: a singleton)."""
    out = []
    for c in CODE_POINTS:
        fields = ucd.decomposition(chr(c)).split()
        if not fields or fields[0].startswith("<") or nfd(chr(c)) == chr(c):
            continue
        parts = [int(f, 16) for f in fields]
        out.append((c, parts[0], parts[1] if len(parts) > 1 else 0))
    return out


def check_nfc(steps, marks):
    """The algorithm of nfc.cpp, on these tables, against the package."""
    step = {c: (a, b) for c, a, b in steps}
    ccc = {c: k for first, last, k in marks for c in range(first, last + 1)}

    def full(c):
        if 0xAC00 <= c < 0xAC00 + 11172:
            return [ord(x) for x in ucd.normalize("NFD", chr(c))]
        if c not in step:
            return [c]
        a, b = step[c]
        return full(a) + (full(b) if b else [])

    for c in CODE_POINTS:
        if "".join(map(chr, full(c))) != nfd(chr(c)):
            sys.exit(f"NFD of U+{c:04X} differs from the package's")
        if c in ccc and nfd(chr(c)) == chr(c):
            for d, k in ((0x334, 1), (0x345, 240)):
                if c != d and (nfd("a" + chr(c) + chr(d)) == "a" + chr(d) + chr(c)) != (ccc[c] > k):
                    sys.exit(f"the combining class of U+{c:04X} differs from the package's")
    never_composed = set(excluded(steps))
    for c, a, b in steps:
        if b and (nfc(chr(a) + chr(b)) == chr(c)) == (c in never_composed):
            sys.exit(f"the composition of U+{c:04X} differs from the package's")


def excluded(steps):
    """Pairs that decompose but are never put together again: exclusions of the standard, and pairs that begin
    with a mark. Told by NFC itself."""
    return [c for c, a, b in steps if b and ucd.normalize("NFC", chr(c)) != chr(c)]


def rows(items, cells_of):
    line, out = "", []
    for item in items:
        cell = "{" + ", ".join(cells_of(item)) + "}, "
        if len(line) + len(cell) > 108:
            out.append("    " + line.rstrip())
            line = ""
        line += cell
    return out + ["    " + line.rstrip()]


def hexes(values):
    return [f"0x{v:X}" for v in values]


def write(name, lines):
    with open(os.path.join(sys.argv[1], name), "w", encoding="ascii") as out:
        out.write("\n".join(lines))


def main():
    if ucd.unidata_version != "16.0.0":
        sys.exit(f"expected unicodedata2 16.0.0, found {ucd.unidata_version}")
    letters = {c for c in CODE_POINTS if ucd.category(chr(c))[0] == "L"}
    numbers = {c for c in CODE_POINTS if ucd.category(chr(c))[0] == "N"}
    spaces = package_class(r"\s")
    for name, mine, theirs in (
        ("L", letters, package_class(r"\p{L}")),
        ("N", numbers, package_class(r"\p{N}")),
    ):
        if mine != theirs:
            sys.exit(f"category {name} differs from the package's for {len(mine ^ theirs)} code points")

    marks = []
    for c in CODE_POINTS:
        k = ucd.combining(chr(c))
        if k and (c == 0x345 or nfd(chr(c)) != chr(c) or knows_class(c)):
            if marks and marks[-1][1] == c - 1 and marks[-1][2] == k:
                marks[-1][1] = c
            else:
                marks.append([c, c, k])
    steps = decompositions()
    ccc = {c: k for first, last, k in marks for c in range(first, last + 1)}
    check_nfc(steps, marks)

    def header(what):
        return [
            "// Generated by scripts/unicode_tables.py; do not edit.",
            f"// {what}, as tokenizers {tokenizers.__version__} has it.",
            "",
        ]

    text = header(f"Categories of Unicode {ucd.unidata_version}")
    for name, comment, table in (
        ("kLetters", "General category L*: first and last of each run.", ranges(letters)),
        ("kNumbers", "General category N*.", ranges(numbers)),
        ("kWhiteSpace", "White_Space.", ranges(spaces)),
    ):
        text += [f"// {comment}", f"constexpr CodePointRange {name}[] = {{", *rows(table, hexes), "};", ""]
    write("unicode_tables.inc", text)

    text = header("Normalisation of Unicode 9.0")
    text += [
        "// Combining classes that are not 0: first, last, class.",
        "constexpr MarkRange kMarks[] = {",
        *rows(marks, lambda m: [*hexes(m[:2]), str(m[2])]),
        "};",
        "",
    ]
    text += [
        "// One canonical step: character, first, second; 0 for a singleton. Hangul is computed.",
        "constexpr Decomposition kDecompositions[] = {",
        *rows(steps, hexes),
        "};",
        "",
    ]
    text += [
        "// Decomposed above, but never composed again.",
        "constexpr char32_t kCompositionExclusions[] = {",
        *[r.replace("{", "").replace("}", "") for r in rows([[c] for c in excluded(steps)], hexes)],
        "};",
        "",
    ]
    write("unicode_nfc_tables.inc", text)
    print(
        f"letters {len(letters)}, numbers {len(numbers)}, spaces {len(spaces)}, "
        f"marks {len(ccc)}, steps {len(steps)}"
    )


if __name__ == "__main__":
    main()
