"""Opens a model folder in diffusers' own Flux2KleinPipeline and compares its picture with ours.

Run by hand (needs torch, diffusers, transformers):

    python scripts/goldens/mini_in_diffusers.py --reverie build/release/reverie [--model models/mini]

8-bit weights are widened into a temporary copy first, because diffusers does not know them; the files are
otherwise opened as they are. The noise is ours (Philox, sampling/noise.h), written out by the same rule here,
so both start from the same latents. Prints the PSNR between the two pictures; 40 dB is asked for.
"""

import argparse
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
from diffusers import Flux2KleinPipeline
from PIL import Image
from safetensors.torch import load_file, save_file

PARTS = {"text_encoder": "model", "transformer": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}


def philox4x32(counter, key):
    """Ten rounds of Philox4x32 over arrays of counters: [n, 4] uint64 (32-bit values), key of two ints."""
    c = [counter[:, i].copy() for i in range(4)]
    k0, k1 = key
    mask = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p0 = np.uint64(0xD2511F53) * c[0]
        p1 = np.uint64(0xCD9E8D57) * c[2]
        c = [
            (p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0),
            p1 & mask,
            (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1),
            p0 & mask,
        ]
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, 1)


def gaussian_noise(seed, image_index, shape):
    count = math.prod(shape)
    blocks = np.arange((count + 3) // 4, dtype=np.uint64)
    mask = np.uint64(0xFFFFFFFF)
    counter = np.stack(
        [blocks & mask, blocks >> np.uint64(32), np.full_like(blocks, image_index & 0xFFFFFFFF), np.full_like(blocks, image_index >> 32)], 1
    )
    unit = (philox4x32(counter, (seed & 0xFFFFFFFF, seed >> 32)).astype(np.float64) + 0.5) * 2.0**-32
    radius = np.sqrt(-2 * np.log(unit[:, 0::2]))
    angle = 2 * np.pi * unit[:, 1::2]
    values = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 2).reshape(-1)[:count]
    return torch.from_numpy(values.astype(np.float32)).reshape(shape)


def widen(folder, out):
    """A copy of the model with 8-bit tensors turned back into float32."""
    shutil.copytree(folder, out)
    for part, stem in PARTS.items():
        path = out / part / f"{stem}.safetensors"
        tensors = load_file(path)
        wide = {}
        for name, tensor in tensors.items():
            if name.endswith("_scale") and name[: -len("_scale")] in tensors:
                continue
            scale = tensors.get(name + "_scale")
            if tensor.dtype == torch.int8 and scale is not None:
                tensor = tensor.float() * scale.view(-1, *[1] * (tensor.dim() - 1))
            wide[name] = tensor.contiguous()
        save_file(wide, path, {"format": "pt"})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reverie", required=True)
    parser.add_argument("--model", default="models/mini", type=pathlib.Path)
    parser.add_argument("--prompt", default="a red car next to an avocado on a beach at sunset")
    parser.add_argument("--seed", default=7, type=int)
    arguments = parser.parse_args()
    settings = json.loads((arguments.model / "reverie.json").read_text())

    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        ours = scratch / "ours.png"
        subprocess.run(
            [arguments.reverie, "generate", arguments.prompt, "--model", str(arguments.model.resolve()), "--size", "1K",
             "--seed", str(arguments.seed), "--device", "cpu", "-q", "-o", str(ours)], check=True)
        widen(arguments.model, scratch / "model")
        pipeline = Flux2KleinPipeline.from_pretrained(scratch / "model", torch_dtype=torch.float32)
        count = len(pipeline.tokenizer(arguments.prompt)["input_ids"])
        length = next(n for n in settings["text_lengths"] if n >= count)
        channels = pipeline.transformer.config.in_channels
        token_px = pipeline.vae_scale_factor * 2
        side = 1024 // token_px
        theirs = pipeline(
            prompt=arguments.prompt, height=1024, width=1024, num_inference_steps=settings["steps"],
            guidance_scale=settings["guidance_scale"], max_sequence_length=length,
            latents=gaussian_noise(arguments.seed, 0, (1, channels, side, side)),
            text_encoder_out_layers=tuple(settings["text_layers"])).images[0]
        difference = np.asarray(theirs, np.float64) - np.asarray(Image.open(ours).convert("RGB"), np.float64)
        error = np.mean(difference**2)
        psnr = math.inf if error == 0 else 10 * math.log10(255**2 / error)
        print(f"PSNR {psnr:.1f} dB, largest difference {np.abs(difference).max():.0f} of 255")
        sys.exit(0 if psnr >= 40 else 1)


if __name__ == "__main__":
    main()
