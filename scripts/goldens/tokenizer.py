#!/usr/bin/env python3
"""The tokenizers package against src/tokenizer.

    python scripts/goldens/tokenizer.py golden                     writes tests/golden/tokenizer/
    python scripts/goldens/tokenizer.py compare BUILD [SCRATCH]    the long comparison, run by hand

`golden` trains a small Qwen2-style tokenizer on generated text in many scripts and stores 10,000 generated
strings with the package's ids (cases.bin, see write_cases) and words (words.bin, the same with the words'
sizes in bytes as "ids", after NFC). The vocabulary is trained on text that is NOT cut into words: its merges
cross every cut, so that a cut in the wrong place changes ids. One trained on words would notice nothing.

`compare` needs the program BUILD/tests/tokenizer/tokenizer_compare and keeps nothing: a vocabulary of Qwen3's
size, every code point of Unicode in several neighbourhoods, fresh random strings, and our trainer against the
package's, merge by merge. Its last results are in docs/numerics/tokenizer.md.

Pinned: tokenizers 0.23.3, transformers 5.23.0. The texts are generated (tokenizer_texts.py), none is copied.
"""

import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile

import tokenizers
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

from tokenizer_texts import NOT_SPECIAL, SPECIAL, Source, crossings, distinct, every_code_point

PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
GOLDEN = os.path.join(os.path.dirname(__file__), "..", "..", "tests", "golden", "tokenizer")
SEED = 20261121


def blank_tokenizer():
    tokenizer = Tokenizer(
        models.BPE(continuing_subword_prefix="", end_of_word_suffix="", fuse_unk=False, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(
        add_prefix_space=False, trim_offsets=False, use_regex=False
    )
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    return tokenizer


def train(texts, size):
    """Ids as Qwen2's: bytes, merges, and then the added tokens. Trained across words, see above."""
    tokenizer = blank_tokenizer()
    cuts = tokenizer.pre_tokenizer
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=size,
            min_frequency=2,
            special_tokens=[],
            show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    tokenizer.pre_tokenizer = cuts
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    tokenizer.add_tokens([AddedToken(t, normalized=False, special=False) for t in NOT_SPECIAL])
    return tokenizer


def ids_of(tokenizer, texts):
    return [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]


def words_of(texts):
    """The sizes in bytes of the words that the package cuts each normalised text into."""
    split, nfc = pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"), normalizers.NFC()
    return [
        [len(word.encode()) for word, _ in split.pre_tokenize_str(nfc.normalize_str(text))] for text in texts
    ]


def write_cases(path, texts, ids):
    """Little-endian: u32 count; for each case u16 bytes, u16 ids, the text in UTF-8, the ids as u32 (u16 in a
    file whose every id fits, as told by a leading byte 2 or 4)."""
    width = 2 if max((max(i) for i in ids if i), default=0) < 65536 else 4
    with open(path, "wb") as out:
        out.write(struct.pack("<BI", width, len(texts)))
        for text, row in zip(texts, ids):
            data = text.encode()
            out.write(
                struct.pack("<HH", len(data), len(row))
                + data
                + struct.pack("<%d%s" % (len(row), "HI"[width // 4]), *row)
            )


def golden():
    ordinary = [s.prose() for s in [Source(SEED + 1)] for _ in range(4000)] + [
        s.string() for s in [Source(SEED + 2)] for _ in range(8000)
    ]
    no_specials = [t for t in ordinary if not any(name in t for name in SPECIAL + NOT_SPECIAL)]
    tokenizer = train(no_specials + crossings() * 40, 2000)
    tokenizer.save(os.path.join(GOLDEN, "tokenizer.json"), pretty=False)
    texts = ["", *distinct(Source(SEED + 3), 10500)]
    ids = ids_of(tokenizer, texts)
    write_cases(os.path.join(GOLDEN, "cases.bin"), texts, ids)
    write_cases(os.path.join(GOLDEN, "words.bin"), texts, words_of(texts))
    manifest = {
        "made_by": "scripts/goldens/tokenizer.py golden",
        "tokenizers": tokenizers.__version__,
        "seed": SEED,
        "strings": len(texts),
        "ids": sum(map(len, ids)),
        "pattern": PATTERN,
        "vocabulary_size": tokenizer.get_vocab_size(),
        "decoded_sha256": hashlib.sha256(
            "\x00".join(tokenizer.decode(i, skip_special_tokens=False) for i in ids).encode()
        ).hexdigest(),
    }
    with open(os.path.join(GOLDEN, "manifest.json"), "w") as out:
        json.dump(manifest, out, indent=2)
        out.write("\n")
    print(manifest, os.path.getsize(os.path.join(GOLDEN, "cases.bin")))


def big_tokenizer():
    """Qwen3's size: 151,643 tokens from the package's trainer, then the added ones."""
    source = Source(SEED + 10)
    tokenizer = train([source.prose() for _ in range(100000)], 151643)
    if tokenizer.get_vocab_size() != 151643 + len(SPECIAL) + len(NOT_SPECIAL):
        sys.exit("too little text for 151,643 tokens")
    return tokenizer


def run_compare(program, scratch, name, tokenizer, texts):
    file, cases = os.path.join(scratch, "tokenizer.json"), os.path.join(scratch, "cases.bin")
    write_cases(cases, texts, words_of(texts))
    subprocess.run([program, "words", cases], check=True)
    tokenizer.save(file, pretty=False)
    write_cases(cases, texts, ids_of(tokenizer, texts))
    print(f"{name}: {len(texts)} strings, {tokenizer.get_vocab_size()} ids", flush=True)
    subprocess.run([program, "encode", file, cases], check=True)


def compare_trainer(program, scratch):
    source = Source(SEED + 20)
    captions = [source.prose().replace("\n", " ") for _ in range(20000)]
    theirs = blank_tokenizer()
    theirs.train_from_iterator(
        captions,
        trainers.BpeTrainer(
            vocab_size=4000,
            min_frequency=2,
            special_tokens=[],
            show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    text = os.path.join(scratch, "captions.txt")
    with open(text, "w", encoding="utf-8", newline="") as out:
        out.write("\n".join(captions))
    subprocess.run([program, "train", text, str(4000 + len(SPECIAL)), scratch, *SPECIAL], check=True)
    with open(os.path.join(scratch, "tokenizer.json"), encoding="utf-8") as file:
        ours = json.load(file)
    model = json.loads(theirs.to_str())["model"]
    for key in ("vocab", "merges"):
        if ours["model"][key] != model[key]:
            sys.exit(f"the trainers differ in {key}")
    print(f"trainers agree on {len(model['merges'])} merges of {len(captions)} captions")

    from transformers import AutoTokenizer, Qwen2TokenizerFast

    for loaded in (AutoTokenizer.from_pretrained(scratch), Qwen2TokenizerFast.from_pretrained(scratch)):
        if (loaded.pad_token, loaded.eos_token) != ("<|endoftext|>", "<|im_end|>"):
            sys.exit("transformers reads other special tokens")
        prompt = "a fox<|im_end|> in snow"
        if (
            loaded.apply_chat_template(
                [{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True
            )
            != prompt
        ):
            sys.exit("transformers renders another prompt")
        package = Tokenizer.from_file(os.path.join(scratch, "tokenizer.json"))
        texts = distinct(Source(SEED + 21), 3000)
        rows = loaded(texts)["input_ids"]
        if rows != ids_of(package, texts):
            sys.exit("transformers and the package read the file differently")
        padded = loaded(["a fox"], padding="max_length", truncation=True, max_length=12)
        if (
            padded["input_ids"][0][-1] != package.token_to_id("<|endoftext|>")
            or padded["attention_mask"][0][-1] != 0
        ):
            sys.exit("transformers pads otherwise")
        print(f"{type(loaded).__name__} opens it; {len(texts)} strings agree with the package")
    run_compare(program, scratch, "our trainer's file, read by the package", package, texts)


def compare(build, scratch):
    program = os.path.join(build, "tests", "tokenizer", "tokenizer_compare")
    compare_trainer(program, scratch)
    small = Tokenizer.from_file(os.path.join(GOLDEN, "tokenizer.json"))
    run_compare(program, scratch, "every code point", small, list(every_code_point()))
    run_compare(program, scratch, "fresh strings", small, distinct(Source(SEED + 30), 100000))
    run_compare(program, scratch, "Qwen3's size", big_tokenizer(), distinct(Source(SEED + 31), 100000))


if __name__ == "__main__":
    if sys.argv[1:] == ["golden"]:
        golden()
    elif len(sys.argv) in (3, 4) and sys.argv[1] == "compare":
        if len(sys.argv) == 4:
            compare(sys.argv[2], sys.argv[3])
        else:
            with tempfile.TemporaryDirectory() as folder:
                compare(sys.argv[2], folder)
    else:
        sys.exit(__doc__)
