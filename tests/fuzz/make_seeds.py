#!/usr/bin/env python3
"""tests/fuzz/make_seeds.py TARGET FOLDER

Writes what a fuzz target starts from: small valid files, so that the search does not spend its minute on
guessing 'PNG' or "dtype". Python's own library is enough. Used by script/test fuzz.
"""

import base64
import json
import pathlib
import struct
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIDE = 16

# What the standard library cannot write, as Pillow wrote it once: 16 times 16 pixels of a slope.
STORED = {
    "baseline.jpg": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////"
    "//////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////"
    "////////////////wAARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAgME/8QAFhAAAwAAAAAAAAAAAAAAAAAAAAEC/8"
    "QAFQEBAQAAAAAAAAAAAAAAAAAAAAL/xAAXEQADAQAAAAAAAAAAAAAAAAAAAQIR/9oADAMBAAIRAxEAPwDOoKqBqBqCXWCLP//Z",
    "progressive.jpg": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI///////////////////"
    "/////////////////////////////////wgALCAAQABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAgED/9oACAEBAAAAAc0r/8QAFBABA"
    "AAAAAAAAAAAAAAAAAAAIP/aAAgBAQABBQIf/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQAGPwIf/8QAFRABAQAAAAAAAAAAAAAAAA"
    "AAABH/2gAIAQEAAT8hiIj/2gAIAQEAAAAQX//EABUQAQEAAAAAAAAAAAAAAAAAAAAB/9oACAEBAAE/EIxjH//Z",
    "lossy.webp": "UklGRkIAAABXRUJQVlA4IDYAAAAwAgCdASoQABAAB0CWJbACdH8AEnCxS7MMAAD+6UMMPW2tqlgBpeW62y4sp+Dm5usObk0"
    "SeAA=",
    "lossless.webp": "UklGRkwAAABXRUJQVlA4TEAAAAAvD8ADAB8gICFTGeIpCtI2YJTM7VR/gUCisVHM281/iC7gOkAVyUoWKEMhOxqSX7FCRP8"
    "ngCnGRvk+bj5EdFoD",
}


def safetensors_seeds():
    def file(header, data):
        text = json.dumps(header).encode()
        return struct.pack("<Q", len(text)) + text + data

    entry = {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}
    yield "one", file({"a.weight": entry}, bytes(8))
    empty = {"dtype": "BOOL", "shape": [0], "data_offsets": [0, 0]}
    yield "empty", file({"__metadata__": {"format": "pt"}, "b": empty}, b"")
    yield "two", file({"a": entry, "\u00e9": {"dtype": "BF16", "shape": [], "data_offsets": [8, 10]}}, bytes(10))


def tokenizer_seeds():
    """The golden's tokenizer with its first 20 merges, and texts."""
    whole = json.loads((ROOT / "tests/golden/tokenizer/tokenizer.json").read_text(encoding="utf-8"))
    model, added = whole["model"], [token["content"] for token in whole["added_tokens"]]
    model["merges"] = model["merges"][:20]
    kept = [name for name, _ in sorted(model["vocab"].items(), key=lambda item: item[1])][: 256 + 20]
    model["vocab"] = {name: i for i, name in enumerate(kept)}
    for i, token in enumerate(whole["added_tokens"]):
        token["id"] = len(kept) + i
    text = "It's 12 red\u0301 foxes,\r\n\u00e9\u1100\u1161 \U0001f98a " + "".join(added) + "\u0915\u094d\u0937  !"
    for name, indent in (("dense", None), ("indented", 1)):
        yield name, (json.dumps(whole, ensure_ascii=False, indent=indent) + "\n----\n" + text).encode()
    yield "text", text.encode()


def png(colour, depth, bits_per_pixel, interlace=0, chunks=()):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes(range(SIDE * bits_per_pixel // 8))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, colour, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(*c) for c in chunks)
            + chunk(b"IDAT", zlib.compress(row * SIDE)) + chunk(b"IEND", b""))


def bmp(bits, palette=0, top_down=False, compression=0, data=None):
    stride = (SIDE * bits + 31) // 32 * 4
    pixels = data if data is not None else bytes(range(stride)) * SIDE
    start = 54 + 4 * palette
    return (b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start)
            + struct.pack("<IiiHHIIiiII", 40, SIDE, -SIDE if top_down else SIDE, 1, bits, compression, len(pixels),
                          0, 0, palette, 0)
            + bytes(i % 251 for i in range(4 * palette)) + pixels)


def tiff():
    tags = [(256, SIDE), (257, SIDE), (258, 8), (259, 1), (262, 1), (273, 122), (277, 1), (278, SIDE),
            (279, SIDE * SIDE)]
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + directory + struct.pack("<I", 0) + bytes(range(SIDE * SIDE))


def gif():
    """Sixteen times sixteen pixels of one colour: clear codes between single pixels, so no table grows."""
    bits = "".join(format(code, "03b")[::-1] for code in [4, 0] * (SIDE * SIDE) + [5])
    data = bytes(int(bits[i:i + 8][::-1], 2) for i in range(0, len(bits), 8))
    blocks = b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255))
    return (b"GIF89a" + struct.pack("<HHBBB", SIDE, SIDE, 0x91, 0, 0) + bytes(range(12))
            + b"," + struct.pack("<HHHHB", 0, 0, SIDE, SIDE, 0) + b"\x02" + blocks + b"\0;")


def image_seeds():
    xmp = '<x:xmpmeta><rdf:Description reverie:Parameters="{&quot;seed&quot;: 1}"/></x:xmpmeta>'
    itxt = (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp.encode())
    yield "attribute.xmp", xmp.encode()
    yield "element.xmp", b"<reverie:Parameters>{&#34;seed&#x22;: 1}</reverie:Parameters>"
    yield "rgb.png", png(2, 8, 24, chunks=[itxt])
    yield "rgba16.png", png(6, 16, 64)
    yield "grey1.png", png(0, 1, 1)
    yield "palette.png", png(3, 4, 4, chunks=[(b"PLTE", bytes(range(48))), (b"tRNS", b"\0\x80")])
    yield "24.bmp", bmp(24)
    yield "32_top_down.bmp", bmp(32, top_down=True)
    yield "8.bmp", bmp(8, palette=256)
    yield "4.bmp", bmp(4, palette=16)
    yield "1.bmp", bmp(1, palette=2)
    yield "rle8.bmp", bmp(8, palette=256, compression=1, data=b"\x10\x05\0\0" * SIDE + b"\0\1")
    yield "grey.tiff", tiff()
    yield "one.gif", gif()
    for name, text in STORED.items():
        yield name, base64.b64decode(text)
    yield "heic", (ROOT / "tests/golden/image/red_and_blue_64x48.heic").read_bytes()


def data_uri_seeds():
    yield "png", b"data:image/png;base64,iVBORw0KGgo="
    yield "unknown", b"DATA:application/octet-stream;base64,AAEC"
    yield "url_safe", b"-__-_w"
    yield "standard", b"+//+/w=="


def multipart_seeds():
    def part(disposition, data, more=""):
        return f"--b\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n{data}\r\n"

    image = part('name="image[]"; filename="C:\\\\a\\"%22.png"', "\x89PNG\r\n--", "Content-Type: image/png\r\n")
    for name, kind, body in (
            ("two", "multipart/form-data; boundary=b", part('name="prompt"', "a fox") + image + "--b--\r\n"),
            ("quoted", 'Multipart/Form-Data; charset=utf-8; boundary="b"', part("name=a", "") + "--b--"),
            ("dotnet", "multipart/form-data; boundary=b",
             part("name=a; filename=f; filename*=utf-8''f", "x", "Content-Transfer-Encoding: binary\r\n") + "--b--")):
        yield name, (kind + "\n" + body).encode("latin-1")


def url_seeds():
    for i, text in enumerate((
            "https://pictures.example.com:8443/a/%7Elake.png?signature=x#top", "http://93.184.216.34/",
            "http://[2606:4700::1111]:8080/", "http://[::ffff:127.0.0.1]/", "http://0x7f.1/", "http://user:pw@h/",
            "HTTP://xn--bcher-kva.example?a@b", "10.1.0.0/16", "fd00::/8", "minio.internal:9000")):
        yield str(i), text.encode()


def http_request_seeds():
    head = "POST /v1/images?a=b HTTP/1.1\r\nHost: h:80\r\n"
    for name, text in (
            ("get", "GET /a%2Fb?c=d HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, close\r\n\r\n"),
            ("length", head + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhelloGET / HTTP/1.1\r\n"),
            ("chunked", head + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n"),
            ("absolute", "QUERY http://other/ HTTP/1.1\r\nHost: h\r\n\r\n"), ("old", "GET / HTTP/1.0\r\n\r\n")):
        yield name, text.encode()


def request_json_seeds():
    """One body that holds the words of all dialects, and a plain one, for each table of the target."""
    words = {"prompt": "a", "model": "m", "size": "2K", "n": 1, "seed": -1, "image": ["x", "y"], "images": "x",
             "response_format": "url", "sequential_image_generation": "auto", "watermark": False,
             "sequential_image_generation_options": {"max_images": 3}, "optimize_prompt_options": {"mode": "fast"},
             "seedreamParams": {"aspect_ratio": "1:1", "width": 1024, "image_input": ["x"]}, "input_image": None,
             "input": {"prompt": "a", "aspect_ratio": "4:3", "enhance_prompt": True}, "webhook": "http://h/",
             "image_size": {"width": 1024, "height": 1024.0}, "num_images": 1e0, "stream": True, "steps": 4}
    plain = {"prompt": "a", "model": "m", "size": "1K"}
    for table in range(24):
        for name, body in (("words", words), ("plain", plain)):
            yield f"{table}_{name}", bytes([table]) + json.dumps(body).encode()


SEEDS = {"safetensors_fuzz": safetensors_seeds, "tokenizer_fuzz": tokenizer_seeds, "image_fuzz": image_seeds,
         "data_uri_fuzz": data_uri_seeds, "multipart_fuzz": multipart_seeds, "url_fuzz": url_seeds,
         "http_request_fuzz": http_request_seeds, "request_json_fuzz": request_json_seeds}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in SEEDS:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in SEEDS[sys.argv[1]]():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
