#!/usr/bin/env python3
"""scripts/check_docs.py [ROOT]

Fails if a document points at nothing, or if a file names a place that exists on one machine only.

  1. Every relative link and picture in a *.md file leads to a file, and its #fragment to a heading.
  2. No file names a folder of the machine it was written on, or the host of a package registry (which
     registry is used is the user's own configuration).

Used by   script/test (part docs).
Reads     what git tracks or would track; without git, everything but build folders.
Trap      The forbidden words are put together from pieces, or this file would report itself.
Proven by scripts/checkers_test.py
"""

import pathlib
import re
import subprocess
import sys
from urllib.parse import unquote

MACHINE_FOLDERS = ["wor" + "k", "tm" + "p", "roo" + "t", "hom" + "e"]
REGISTRY_HOSTS = [
    "pypi" + ".org", "pythonhosted" + ".org", "download.pytorch" + ".org", "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com", "deb.debian" + ".org", "archive.ubuntu" + ".com", "proxy.golang" + ".org",
    "static.crates" + ".io", "index.crates" + ".io", "conda.anaconda" + ".org",
]
# A folder at the start of a path: not part of a longer one, of a variable's value or of an address.
MACHINE_PATH = re.compile(r"(?<![\w.})\]*/>-])/(?:" + "|".join(MACHINE_FOLDERS) + r")(?:/[\w.-]|(?![\w/-]))")
REGISTRY = re.compile("|".join(re.escape(host) for host in REGISTRY_HOSTS))

LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
NOT_A_FILE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
SKIPPED_FOLDERS = {".git", ".cache", "build", "out", "node_modules", "__pycache__"}


def files_of(root):
    """Every file of the project, as paths below `root`."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return sorted(path for path in (pathlib.Path(root, name) for name in names) if path.is_file())
    return sorted(path for path in pathlib.Path(root).rglob("*")
                  if path.is_file() and not SKIPPED_FOLDERS & set(path.relative_to(root).parts))


def anchor(heading):
    """The fragment under which a heading is reached, as the usual Markdown viewers make it."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def broken_links(path, root):
    text = path.read_text(encoding="utf-8")
    # Code shows links without meaning them; blanked out, so that line numbers stay.
    text = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for match in LINK.finditer(text):
        target = match.group(1) or match.group(2)
        if NOT_A_FILE.match(target) or target.startswith("//"):
            continue
        line = text.count("\n", 0, match.start()) + 1
        name, _, fragment = unquote(target).partition("#")
        file = (root / name.lstrip("/") if name.startswith("/") else path.parent / name) if name else path
        if not file.exists():
            yield f"{path.relative_to(root)}:{line}: the link to '{target}' leads nowhere"
        elif fragment and file.suffix == ".md":
            headings = HEADING.findall(re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.M | re.S))
            if fragment not in {anchor(heading) for heading in headings}:
                yield f"{path.relative_to(root)}:{line}: '{name or path.name}' has no heading for '#{fragment}'"


def places_of_one_machine(path, root):
    data = path.read_bytes()
    if b"\0" in data[:8192]:
        return
    for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), 1):
        for pattern, what in ((MACHINE_PATH, "a folder of one machine"), (REGISTRY, "the host of a package registry")):
            match = pattern.search(line)
            if match:
                yield f"{path.relative_to(root)}:{number}: '{match.group()}' is {what}"


def faults_of(root):
    """Every fault in the project at `root`, one line each."""
    root = pathlib.Path(root).resolve()
    faults = []
    for path in files_of(root):
        faults += places_of_one_machine(path, root)
        if path.suffix == ".md":
            faults += broken_links(path, root)
    return faults


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    faults = faults_of(root)
    for fault in faults:
        print(fault)
    print(f"check_docs: {len(files_of(root))} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
