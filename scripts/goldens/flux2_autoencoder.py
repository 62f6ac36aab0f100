"""Goldens of AutoencoderKLFlux2: one like klein's (8x, attention), one like mini's (32x, narrow, none).

Writes  flux2_autoencoder_klein  and  flux2_autoencoder_mini : encode mode(), decode, the 2x2 patches, the
batch-norm normalisation and, for information only, the reference's own tiled decode (its tiles differ from a
whole decode; ours need not agree with it).
"""

import copy

import golden
import torch
from diffusers import AutoencoderKLFlux2, Flux2KleinPipeline

SEED = 30


def like_klein():
    return AutoencoderKLFlux2(
        block_out_channels=(8, 8, 12, 16),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=2,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=32,
        mid_block_add_attention=True,
    )


def like_mini():
    return AutoencoderKLFlux2(
        block_out_channels=(4, 4, 8, 8, 12, 16),
        decoder_block_out_channels=(4, 8, 8, 8, 12, 12),
        down_block_types=("DownEncoderBlock2D",) * 6,
        up_block_types=("UpDecoderBlock2D",) * 6,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=2,
        sample_size=64,
        mid_block_add_attention=False,
    )


def taps_of(model):
    taps, handles = {}, []

    def keep(name):
        def hook(_module, _inputs, output):
            taps[f"tap.{name}"] = output

        return hook

    for half in ("encoder", "decoder"):
        handles.append(getattr(model, half).mid_block.register_forward_hook(keep(f"{half}.mid_block")))
    return taps, handles


def run(name, model, seed, height, width, tiled):
    generator = golden.seeded(seed)
    scale = 2 ** (len(model.config.block_out_channels) - 1)
    image = golden.on_bf16_grid(torch.rand(1, 3, height, width, generator=generator) * 2 - 1)
    latents = golden.noise(generator, 1, model.config.latent_channels, height // scale, width // scale)

    taps, handles = taps_of(model)
    moments = model.encode(image).latent_dist
    decoded = model.decode(latents).sample
    for handle in handles:
        handle.remove()

    # As the pipeline does it: patches, then batch-norm statistics; and back.
    mode = moments.mode()
    patches = Flux2KleinPipeline._patchify_latents(mode)
    mean = model.bn.running_mean.view(1, -1, 1, 1)
    std = torch.sqrt(model.bn.running_var.view(1, -1, 1, 1) + model.config.batch_norm_eps)
    normalised = (patches - mean) / std
    tensors = {
        "image": image,
        "encode_mode": mode,
        "encode_logvar": moments.logvar,
        "patches": patches,
        "normalised": normalised,
        "packed": Flux2KleinPipeline._pack_latents(normalised),
        "latents": latents,
        "decoded": decoded,
        **taps,
    }
    assert torch.equal(Flux2KleinPipeline._unpatchify_latents(patches), mode)
    exact = copy.deepcopy(model).double()
    notes = {
        "scale": scale,
        "encode_fp32_against_fp64": golden.largest_difference(mode, exact.encode(image.double()).latent_dist.mode()),
        "decode_fp32_against_fp64": golden.largest_difference(decoded, exact.decode(latents.double()).sample),
    }
    if tiled:
        model.enable_tiling()
        tiles = model.decode(latents).sample
        model.disable_tiling()
        notes["tiled_decode"] = "for information: the reference's tiles against its whole decode"
        notes["tiled_decode_largest_difference"] = golden.largest_difference(tiles, decoded)
        tensors["decoded_tiled"] = tiles
    golden.write(name, tensors, seed, golden.config_of(model), model, notes)


def main():
    run("flux2_autoencoder_klein", golden.randomise(like_klein(), SEED + 1), SEED, 48, 64, tiled=True)
    run("flux2_autoencoder_mini", golden.randomise(like_mini(), SEED + 3), SEED + 2, 64, 128, tiled=False)


main()
