"""Which is faster on the same model, size and steps: Reverie or the published pipeline (diffusers on PyTorch)?

    python benchmarks/against_diffusers.py --reverie build/release/reverie [--model models/mini] [--runs 5]

Both run warm, in a process of their own that draws `runs` + 1 pictures of which the first is not counted, one after
the other, with the same number of threads. Prints the machine, both medians in seconds and the ratio ours / theirs
(below 1: ours is faster). 2K pictures are drawn at 2048x2048 by both; a model with a native size is told to ignore
it, so that the same work is compared.
"""

import argparse
import json
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "scripts" / "goldens"))
import torch  # noqa: E402
from diffusers import Flux2KleinPipeline  # noqa: E402
from mini_in_diffusers import widen  # noqa: E402

PROMPT = "a red car next to an avocado on a beach at sunset"


def ours(reverie, model, side, runs, threads):
    report = subprocess.run(
        [reverie, "bench", "--model", str(model), "--size", f"{side}x{side}", "--runs", str(runs + 1), "--threads", str(threads),
         "--device", "cpu", "--prompt", PROMPT, "--json"], check=True, capture_output=True, text=True)
    return json.loads(report.stdout)["median_total"]


def theirs(pipeline, settings, side, runs):
    count = len(pipeline.tokenizer(PROMPT)["input_ids"])
    length = next(n for n in settings["text_lengths"] if n >= count)
    seconds = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        pipeline(prompt=PROMPT, height=side, width=side, num_inference_steps=settings["steps"],
                 guidance_scale=settings["guidance_scale"],
                 max_sequence_length=length, text_encoder_out_layers=tuple(settings["text_layers"]))
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds[1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reverie", required=True)
    parser.add_argument("--model", default="models/mini", type=pathlib.Path)
    parser.add_argument("--runs", default=5, type=int)
    parser.add_argument("--sides", default="1024,2048")
    arguments = parser.parse_args()
    threads = torch.get_num_threads()
    print(f"{platform.processor() or platform.machine()}, {threads} threads, torch {torch.__version__}, fp32")
    with tempfile.TemporaryDirectory() as scratch:
        model = pathlib.Path(scratch) / "model"
        widen(arguments.model, model)
        settings = json.loads((model / "reverie.json").read_text())
        settings.pop("native_pixels", None)
        (model / "reverie.json").write_text(json.dumps(settings))
        pipeline = Flux2KleinPipeline.from_pretrained(model, torch_dtype=torch.float32)
        pipeline.set_progress_bar_config(disable=True)
        for side in map(int, arguments.sides.split(",")):
            mine = ours(arguments.reverie, model, side, arguments.runs, threads)
            other = theirs(pipeline, settings, side, arguments.runs)
            print(f"{side}x{side}: ours {mine:.3f} s, diffusers {other:.3f} s, ratio {mine / other:.2f}")


if __name__ == "__main__":
    main()
