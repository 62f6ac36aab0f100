#!/usr/bin/env python3
"""scripts/check_source.py [ROOT]

Fails if the source breaks one of the rules of ARCHITECTURE.md that no compiler sees.

  1. A folder of src/ includes only itself and what stands before it in src/CMakeLists.txt. (All folders
     share one include path, so a wrong-way include of a header alone would build.)
  2. core, image, tokenizer, hub, intake, jobs and server include nothing of LibTorch: they build on any machine, and fast.
     Nobody includes torch/torch.h: it triples the time that a file takes to compile (docs/speed.md).
  3. The environment is read in src/apps/ only.
  4. Each header in src/ begins by naming itself: "// core/error.h".
  5. A file that says "Proven by tests/..." names tests that are there.
  6. No source file is longer than 600 lines. Tables written by a script (*.inc) may be.

Used by   script/test (part docs).
Proven by scripts/checkers_test.py
"""

import pathlib
import re
import sys

LONGEST = 600
WITHOUT_TORCH = {"core", "image", "tokenizer", "hub", "intake", "jobs", "server"}
SOURCE_SUFFIXES = {".h", ".cpp", ".cu", ".py", ".sh", ".mjs", ".js"}
SOURCE_FOLDERS = ["src", "tests", "benchmarks", "scripts", "script", "workbench"]
INCLUDE = re.compile(r"^\s*#\s*include\s*([\"<])([^\">]+)[\">]", re.MULTILINE)
TORCH_FOLDERS = {"torch", "ATen", "c10", "caffe2"}
PROOF = re.compile(r"\btests/[\w/]*\w\.(?:cpp|sh|mjs|py)\b")
ENVIRONMENT = re.compile(r"\b(?:std::)?(?:secure_)?getenv\s*\(")


def order_of_folders(root):
    text = (root / "src" / "CMakeLists.txt").read_text(encoding="utf-8")
    match = re.search(r"set\(folders\s+([a-z_\s]+)", text)
    if not match:
        sys.exit("check_source: src/CMakeLists.txt has no set(folders ...) to read the order from")
    return match.group(1).split()


def faults_of_file(path, root, order):
    name = path.relative_to(root)
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LONGEST:
        yield f"{name}: {lines} lines, expected at most {LONGEST}"
    if name.parts[0] in {"src", "benchmarks"}:
        for match in PROOF.finditer(text):
            if not (root / match.group()).is_file():
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: names {match.group()}, which is not there"
    if path.suffix in {".h", ".cpp"} and '#include <torch/torch.h>' in text:
        yield f"{name}: includes torch/torch.h, expected torch/types.h"
    if name.parts[0] != "src" or len(name.parts) < 3 or path.suffix not in {".h", ".cpp", ".cu"}:
        return
    folder = name.parts[1]
    if folder not in order:
        yield f"{name}: the folder '{folder}' is not listed in src/CMakeLists.txt"
        return
    inside = "/".join(name.parts[1:])
    if path.suffix == ".h" and not text.startswith(f"// {inside}\n"):
        yield f"{name}:1: expected '// {inside}'"
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1 + match.group().count("\n")
        first = match.group(2).split("/")[0]
        if match.group(1) == '"' and first in order and order.index(first) > order.index(folder):
            yield f"{name}:{line}: '{folder}' must not include '{match.group(2)}', which stands to its right"
        if folder in WITHOUT_TORCH and first in TORCH_FOLDERS:
            yield f"{name}:{line}: '{folder}' must build without LibTorch, but includes '{match.group(2)}'"
    if folder != "apps":
        for match in ENVIRONMENT.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: the environment is read in src/apps/ only"


def faults_of(root):
    root = pathlib.Path(root).resolve()
    order = order_of_folders(root)
    faults = []
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in SOURCE_SUFFIXES:
                faults += faults_of_file(path, root, order)
    return faults


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults = faults_of(root)
    for fault in faults:
        print(fault)
    print(f"check_source: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
