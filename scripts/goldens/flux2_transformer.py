"""Goldens of Flux2Transformer2DModel: plain, with guidance embedding, and with the reference KV cache.

Writes  flux2_transformer_tiny  (2 double + 2 single blocks, no guidance embedding, KV mode included)
        flux2_transformer_guidance  (1 + 1 blocks, with guidance embedding)

Source of the KV mode's call order: diffusers, pipeline_flux2_klein_kv.py: in "extract" the image sequence is
[references, image]; in the plain mode it is [image, references].
"""

import copy
import unittest.mock

import golden
import torch
from diffusers import Flux2Transformer2DModel
from diffusers.models.transformers.transformer_flux2 import (
    Flux2KVAttnProcessor,
    Flux2KVParallelSelfAttnProcessor,
    Flux2PosEmbed,
)

SEED = 20


def tiny(layers, single_layers, guidance_embeds):
    return Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=layers,
        num_single_layers=single_layers,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=24,
        timestep_guidance_channels=256,
        mlp_ratio=3.0,
        axes_dims_rope=(4, 4, 4, 4),
        rope_theta=2000,
        eps=1e-6,
        guidance_embeds=guidance_embeds,
    )


def grid_ids(t, height, width):
    return torch.cartesian_prod(torch.tensor([t]), torch.arange(height), torch.arange(width), torch.arange(1))


def text_ids(tokens):
    return torch.cartesian_prod(torch.arange(1), torch.arange(1), torch.arange(1), torch.arange(tokens))


def taps_of(model):
    """Collects what each block hands on, under the reference's own names."""
    taps = {}

    def keep(name):
        def hook(_module, _inputs, output):
            if isinstance(output, tuple):
                taps[f"tap.{name}.text"], taps[f"tap.{name}.image"] = output
            else:
                taps[f"tap.{name}"] = output

        return hook

    handles = []
    for kind in ("transformer_blocks", "single_transformer_blocks"):
        for index, block in enumerate(getattr(model, kind)):
            handles.append(block.register_forward_hook(keep(f"{kind}.{index}")))
    for name in ("time_guidance_embed", "double_stream_modulation_img", "x_embedder", "context_embedder", "norm_out"):
        handles.append(getattr(model, name).register_forward_hook(keep(name)))
    return taps, handles


def main():
    generator = golden.seeded(SEED)
    batch, text_len = 2, 7
    image_ids, first_ids, second_ids = grid_ids(0, 3, 2), grid_ids(10, 2, 2), grid_ids(20, 2, 3)
    references = torch.cat([first_ids, second_ids])
    inputs = {
        "latents": golden.noise(generator, batch, image_ids.shape[0], 16),
        "latents_later": golden.noise(generator, batch, image_ids.shape[0], 16),
        "references": golden.noise(generator, batch, references.shape[0], 16),
        "text": golden.noise(generator, batch, text_len, 24),
        "timestep": torch.tensor([0.875, 0.3125]),
        "timestep_later": torch.tensor([0.5, 0.125]),
        "image_ids": image_ids,
        "reference_ids": references,
        "text_ids": text_ids(text_len),
    }

    def run(model, latents, ids, timestep="timestep", **more):
        dtype = next(model.parameters()).dtype
        return model(
            hidden_states=latents.to(dtype),
            encoder_hidden_states=inputs["text"].to(dtype),
            timestep=inputs[timestep].to(dtype),
            img_ids=ids,
            txt_ids=inputs["text_ids"],
            return_dict=False,
            **more,
        )

    # Plain: [image, references], every token attends to every token.
    model = golden.randomise(tiny(2, 2, False), SEED + 1)
    joined = torch.cat([inputs["latents"], inputs["references"]], dim=1)
    joined_ids = torch.cat([image_ids, references])
    outputs = {"velocity_without_references": run(model, inputs["latents"], image_ids)[0]}
    taps, handles = taps_of(model)
    outputs["velocity"] = run(model, joined, joined_ids)[0]
    outputs.update(taps)
    for handle in handles:
        handle.remove()
    cos, sin = model.pos_embed(torch.cat([inputs["text_ids"], joined_ids]))
    outputs["rope_cos"], outputs["rope_sin"] = cos, sin
    # Inputs so small that the norms' epsilon decides; and positions as far out as 14 references and 4K reach.
    outputs["velocity_quiet"] = model(
        hidden_states=inputs["latents"] / 1024,
        encoder_hidden_states=inputs["text"] / 1024,
        timestep=inputs["timestep"],
        img_ids=image_ids,
        txt_ids=inputs["text_ids"],
        return_dict=False,
    )[0]
    far = torch.tensor([[0, 0, 0, 511], [0, 255, 255, 0], [140, 63, 64, 0], [70, 1, 254, 0]])
    klein_rope = Flux2PosEmbed(theta=2000, axes_dim=[32, 32, 32, 32])
    far_cos, far_sin = klein_rope(far)
    outputs["far_ids"], outputs["far_cos"], outputs["far_sin"] = far, far_cos, far_sin
    choose_dtype = "diffusers.models.transformers.transformer_flux2.maybe_adjust_dtype_for_device"
    with unittest.mock.patch(choose_dtype, lambda _dtype, _device: torch.float32):
        rough_cos, rough_sin = klein_rope(far)
    exact = run(copy.deepcopy(model).double(), joined, joined_ids)[0]
    notes = {
        "far_ids_in_float32_move": max(
            golden.largest_difference(far_cos, rough_cos), golden.largest_difference(far_sin, rough_sin)
        ),
        "velocity": "all image tokens [image, references]; the pipeline keeps the first ones",
        "reference_fp32_against_fp64": golden.largest_difference(outputs["velocity"], exact),
        "kv": "extract takes [references, image] and returns the image only; references are modulated for timestep 0",
    }

    # KV mode: references attend to references only; later steps reuse their keys and values.
    for block in model.transformer_blocks:
        block.attn.set_processor(Flux2KVAttnProcessor())
    for block in model.single_transformer_blocks:
        block.attn.set_processor(Flux2KVParallelSelfAttnProcessor())
    outputs["kv.velocity_extract"], cache = run(
        model,
        torch.cat([inputs["references"], inputs["latents"]], dim=1),
        torch.cat([references, image_ids]),
        kv_cache_mode="extract",
        num_ref_tokens=references.shape[0],
    )
    for kind, layers in (
        ("transformer_blocks", cache.double_block_caches),
        ("single_transformer_blocks", cache.single_block_caches),
    ):
        for index, layer in enumerate(layers):
            outputs[f"kv.{kind}.{index}.key"], outputs[f"kv.{kind}.{index}.value"] = layer.get()
    outputs["kv.velocity_cached"] = run(
        model, inputs["latents_later"], image_ids, "timestep_later", kv_cache=cache, kv_cache_mode="cached"
    )[0]
    golden.write("flux2_transformer_tiny", {**inputs, **outputs}, SEED, golden.config_of(model), model, notes)

    # With the guidance embedding of the larger, guidance-distilled siblings.
    model = golden.randomise(tiny(1, 1, True), SEED + 2)
    for projection in (model.transformer_blocks[0].attn.to_q, model.transformer_blocks[0].attn.add_k_proj):
        projection.weight.data /= 512  # so small that the epsilon of the query and key norms decides
    guidance = torch.tensor([4.0, 2.5])
    velocity = run(model, joined, joined_ids, guidance=guidance)[0]
    kept = {key: inputs[key] for key in ("text", "timestep", "text_ids")}
    golden.write(
        "flux2_transformer_guidance",
        {**kept, "latents": joined, "image_ids": joined_ids, "guidance": guidance, "velocity": velocity},
        SEED,
        golden.config_of(model),
        model,
        {"small": "to_q and add_k_proj are scaled by 1/512, so that the epsilon of norm_q and norm_added_k shows"},
    )


main()
