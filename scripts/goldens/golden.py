"""What every golden script shares: tiny random weights, and the two files a golden is made of.

A golden is  tests/golden/NAME.safetensors  (tensors) and  tests/golden/NAME.json  (its manifest: which
reference in which version, seed, dtype, command, the reference's own config, notes). The C++ side is
tests/support/golden.h.

Tensors named "weights.*" are the network's state dict; all others are inputs, outputs and taps.
A tensor that bf16 holds exactly is stored as bf16, to halve the files: weights and inputs are rounded to
bf16 before the reference runs, so widening them again gives the very same fp32 numbers.

Run by hand, with the reference installed (torch, diffusers, transformers, pillow); nothing in the build or
in the tests needs Python:  python scripts/goldens/flux2_transformer.py
"""

import json
import pathlib
import sys

import diffusers
import safetensors.torch
import torch
import transformers

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
torch.set_grad_enabled(False)


def seeded(seed):
    return torch.Generator().manual_seed(seed)


def on_bf16_grid(x):
    """The nearest fp32 numbers that bf16 can hold."""
    return x.to(torch.bfloat16).to(torch.float32)


def noise(generator, *shape):
    return on_bf16_grid(torch.randn(*shape, generator=generator))


def randomise(model, seed, gain=1.2):
    """Gives every parameter and statistic a value that matters: no zero bias, no norm weight of exactly 1.

    A forgotten bias, an unread norm weight or a wrong epsilon must show in the output.
    """
    generator = seeded(seed)
    for name, tensor in sorted(model.state_dict(keep_vars=True).items()):
        if not tensor.is_floating_point():
            continue
        if name.endswith("running_var"):
            values = 0.5 + torch.rand(tensor.shape, generator=generator) * 2.0
        elif name.endswith("running_mean"):
            values = torch.randn(tensor.shape, generator=generator) * 0.5
        elif tensor.ndim >= 2:
            fan_in = tensor[0].numel()
            values = torch.randn(tensor.shape, generator=generator) * (gain / fan_in**0.5)
        elif name.endswith("bias"):
            values = torch.randn(tensor.shape, generator=generator) * 0.3
        else:
            values = 1.0 + torch.randn(tensor.shape, generator=generator) * 0.3
        tensor.data.copy_(on_bf16_grid(values))
    return model.eval()


def config_of(model):
    """The config.json the reference itself would write for this model."""
    config = model.config
    text = config.to_json_string(use_diff=False) if hasattr(config, "to_json_string") else model.to_json_string()
    return json.loads(text)


def _stored(tensor):
    tensor = tensor.detach().contiguous().clone()
    if tensor.dtype == torch.float32 and torch.equal(on_bf16_grid(tensor), tensor):
        return tensor.to(torch.bfloat16)
    return tensor


def write(name, tensors, seed, config, model=None, notes=None):
    """Writes one golden. `model`, if given, adds its state dict as "weights.*"."""
    everything = dict(tensors)
    if model is not None:
        everything.update({f"weights.{key}": value for key, value in model.state_dict().items()})
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.safetensors"
    safetensors.torch.save_file({key: _stored(value) for key, value in everything.items()}, path)
    path.chmod(0o644)
    write_manifest(name, seed, config, notes)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(everything)} tensors")


def write_manifest(name, seed, config, notes=None, **more):
    manifest = {
        "made_by": f"python scripts/goldens/{pathlib.Path(sys.argv[0]).name}",
        "reference": {
            "torch": torch.__version__,
            "diffusers": diffusers.__version__,
            "transformers": transformers.__version__,
        },
        "device": "cpu",
        "dtype": "float32",
        "seed": seed,
        "config": config,
        "notes": notes or {},
        **more,
    }
    (FOLDER / f"{name}.json").write_text(_one_line_each(manifest))


def _one_line_each(manifest):
    """JSON with one line for each key, and for each schedule, so that a diff shows what changed."""
    lines = []
    for key, value in sorted(manifest.items()):
        if isinstance(value, list):
            rows = ",\n  ".join(json.dumps(row, sort_keys=True) for row in value)
            lines.append(f'"{key}": [\n  {rows}\n ]')
        else:
            lines.append(f'"{key}": {json.dumps(value, sort_keys=True)}')
    return "{\n " + ",\n ".join(lines) + "\n}\n"


def largest_difference(a, b):
    return float((a.double() - b.double()).abs().max())
