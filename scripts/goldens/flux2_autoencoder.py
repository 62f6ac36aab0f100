"""Goldens of AutoencoderKLFlux2: one like klein's (8x, attention), one like mini's (32x, narrow, none).

Writes  flux2_autoencoder_klein  and  flux2_autoencoder_mini : encode mode(), decode, the 2x2 patches, the
batch-norm normalisation and, for information only, the reference's own tiled decode (its tiles differ from a
whole decode; ours need not agree with it). The manifest's "mistakes" tell how far the reference itself moves when
it is spoiled in ways that cannot be planted from outside our classes.
"""

import copy

import golden
import torch
import torch.nn.functional as F
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


def quiet_start(model):
    """Makes what enters the first group norms so small that their epsilon decides."""
    for half in (model.encoder, model.decoder):
        half.conv_in.weight.data /= 512
        half.conv_in.bias.data /= 512
    return model


def with_wrong_epsilon(model):
    for module in model.modules():
        if isinstance(module, torch.nn.GroupNorm):
            module.eps = 1e-5
    return model


def with_symmetric_downsampling(model):
    for block in model.encoder.down_blocks:
        for downsampler in block.downsamplers or []:
            downsampler.padding, downsampler.conv.padding = 1, (1, 1)
    return model


def with_bilinear_upsampling(model):
    for block in model.decoder.up_blocks:
        for upsampler in block.upsamplers or []:
            upsampler.interpolate = False
            upsampler.register_forward_pre_hook(
                lambda _m, args: (F.interpolate(args[0], scale_factor=2.0, mode="bilinear"), *args[1:])
            )
    return model


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

    def moved(spoil):
        spoiled = spoil(copy.deepcopy(model))
        return {
            "encode": golden.largest_difference(mode, spoiled.encode(image).latent_dist.mode()),
            "decode": golden.largest_difference(decoded, spoiled.decode(latents).sample),
        }

    notes = {
        "scale": scale,
        "encode_fp32_against_fp64": golden.largest_difference(mode, exact.encode(image.double()).latent_dist.mode()),
        "decode_fp32_against_fp64": golden.largest_difference(decoded, exact.decode(latents.double()).sample),
    }
    notes["mistakes"] = {
        "group_norm_epsilon_1e-5": moved(with_wrong_epsilon),
        "downsampling_padded_on_all_sides": moved(with_symmetric_downsampling),
        "bilinear_upsampling": moved(with_bilinear_upsampling),
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
    run("flux2_autoencoder_klein", quiet_start(golden.randomise(like_klein(), SEED + 1)), SEED, 48, 64, tiled=True)
    run("flux2_autoencoder_mini", quiet_start(golden.randomise(like_mini(), SEED + 3)), SEED + 2, 64, 128, tiled=False)


main()
