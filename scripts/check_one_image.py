#!/usr/bin/env python3
"""scripts/check_one_image.py [ROOT]

Fails if docs/one_image.md, the walk of one request through the program, no longer matches the source.

  1. The walk is a numbered list ("1. ...") of at least 12 steps.
  2. Each step names at least one place, written as `file: function` or `file: Class::function` in
     backticks; the file counts from the root or from src/.
  3. Each named file exists, and has that function outside its comments.

Used by   script/test (part docs).
Proven by scripts/checkers_test.py
"""

import pathlib
import re
import sys

FEWEST_STEPS = 12
PLACE = re.compile(r"`([\w./-]*[\w-]):\s*([A-Za-z_~][\w:~]*)(?:\(\))?`")
STEP = re.compile(r"^(\d+)\.\s+")
HASH_COMMENTS = {".py", ".sh", ".cmake", ""}


def steps_of(text):
    """The numbered items of the page: (number, line, text with its continuation lines)."""
    steps = []
    open_step = False
    for line_number, line in enumerate(text.splitlines(), 1):
        match = STEP.match(line)
        if match:
            steps.append((int(match.group(1)), line_number, line))
            open_step = True
        elif open_step and (line.startswith((" ", "\t")) or not line.strip()):
            number, first_line, so_far = steps[-1]
            steps[-1] = (number, first_line, so_far + "\n" + line)
        else:
            open_step = False
    return steps


def code_of(path):
    """The file without its comments: a function that is only talked about is not there."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in HASH_COMMENTS:
        return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    # Strings are matched first, so that "http://..." does not begin a comment.
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', lambda m: m.group(1) or " ", text, flags=re.DOTALL)


def has_function(code, function):
    *scopes, name = function.split("::")
    if not all(re.search(rf"\b{re.escape(scope)}\b", code) for scope in scopes):
        return False
    called = rf"(?<![\w~]){re.escape(name)}\s*(?:<[^;{{}}]*>)?\s*\("
    return re.search(called, code) is not None or re.search(rf"^{re.escape(name)}\s", code, re.MULTILINE) is not None


def faults_of(root):
    root = pathlib.Path(root).resolve()
    page = root / "docs" / "one_image.md"
    if not page.is_file():
        return ["docs/one_image.md: there is no such file"]
    text = page.read_text(encoding="utf-8")
    steps = steps_of(text)
    faults = []
    if len(steps) < FEWEST_STEPS:
        faults.append(f"docs/one_image.md: {len(steps)} numbered steps, expected at least {FEWEST_STEPS}")
    for expected, (number, line, step) in enumerate(steps, 1):
        if number != expected:
            faults.append(f"docs/one_image.md:{line}: step {number}, expected {expected}")
        if not PLACE.search(step):
            faults.append(f"docs/one_image.md:{line}: step {number} names no `file: function`")
    for match in PLACE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        file, function = match.groups()
        path = next((path for path in (root / file, root / "src" / file) if path.is_file()), None)
        if path is None:
            faults.append(f"docs/one_image.md:{line}: there is no file '{file}', nor 'src/{file}'")
        elif not has_function(code_of(path), function):
            faults.append(f"docs/one_image.md:{line}: '{file}' has no function '{function}'")
    return faults


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults = faults_of(root)
    for fault in faults:
        print(fault)
    print(f"check_one_image: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
