"""Draws a small test picture, resizes it with Pillow's LANCZOS and stores the results as raw RGB bytes.

Run:  python3 make_resize.py   (Pillow 13.0.0 made the stored files; the test needs neither)
The picture is also drawn by tests/image/resize_test.cpp, from the same formula.
"""
import json
import pathlib

import PIL
from PIL import Image

SOURCE = (37, 29)
TARGETS = [(80, 61), (11, 9), (37, 12), (19, 29), (5, 70), (36, 28)]


def pixel(x, y):
    return tuple((x * x * 7 + y * 13 + c * 85 + (x * y) % 29 * 9) % 256 for c in range(3))


here = pathlib.Path(__file__).parent
source = Image.new("RGB", SOURCE)
source.putdata([pixel(x, y) for y in range(SOURCE[1]) for x in range(SOURCE[0])])
for width, height in TARGETS:
    resized = source.resize((width, height), Image.Resampling.LANCZOS)
    (here / f"lanczos_{width}x{height}.rgb").write_bytes(resized.tobytes())
manifest = {
    "made_by": "tests/golden/image/make_resize.py",
    "reference": f"Pillow {PIL.__version__}, Image.resize(size, LANCZOS), RGB",
    "source": f"{SOURCE[0]}x{SOURCE[1]}, the formula in make_resize.py",
    "files": [f"lanczos_{width}x{height}.rgb" for width, height in TARGETS],
}
manifest_file = here / "manifest.json"
whole = json.loads(manifest_file.read_text())
whole["resize"] = manifest
manifest_file.write_text(json.dumps(whole, indent=2) + "\n")
