"""A whole tiny Flux2KleinPipeline, and what it draws.

Writes  tests/golden/klein_tiny/   a folder in the diffusers layout, with random weights, that both programs open
        tests/golden/klein_tiny_references/*.png   the pictures used as references
        klein_tiny_{0,1,3}_references, klein_tiny_guidance, klein_tiny_kv   goldens of whole runs
        klein_tiny_large_reference   for information: a reference above 1 megapixel, which is resampled

Each run golden holds the initial latents, the prompt embeddings, every input of the transformer that the pipeline
built, the latents after each step, the decoder's output before anything is clamped, and the final bytes.
"""

import json
import shutil

import golden
import numpy as np
import PIL.Image
import torch
from diffusers import (
    AutoencoderKLFlux2,
    FlowMatchEulerDiscreteScheduler,
    Flux2KleinKVPipeline,
    Flux2KleinPipeline,
    Flux2Transformer2DModel,
)
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
from transformers import Qwen2TokenizerFast, Qwen3Config, Qwen3ForCausalLM
from transformers.models.qwen2.tokenization_qwen2 import PRETOKENIZE_REGEX

SEED = 60
MODEL = golden.FOLDER / "klein_tiny"
REFERENCES = golden.FOLDER / "klein_tiny_references"
TEXT_LENGTH = 64
LAYERS = (1, 2, 3)
STEPS = 4
PROMPT = "A red fox in the snow, 2 pine trees. It's dawn!"

CORPUS = [
    "a red fox in the snow by a mountain lake with pine trees at dawn",
    "the blue whale and two small boats on the sea at night, it's a poster",
    "a cozy cafe with warm light, three cups, shot on film in the afternoon",
    "make it winter with snow covering everything, don't change the house",
    "an ancient desert ruin under two suns, a sign that reads 'Open'",
] * 4

# Written for this test. It renders what Qwen3's template renders for one user message.
TEMPLATE = (
    "{%- for message in messages %}"
    "{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}"
    "{{- '<|im_start|>assistant\\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}"
    "{{- '<think>\\n\\n</think>\\n\\n' }}"
    "{%- endif %}"
    "{%- endif %}"
)


def make_tokenizer():
    """Byte-level BPE with Qwen's pattern: 256 bytes, 120 merges, then the special tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PRETOKENIZE_REGEX), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=376, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.add_special_tokens(
        [AddedToken(text, normalized=False) for text in ("<|endoftext|>", "<|im_start|>", "<|im_end|>")]
    )
    tokenizer.add_tokens([AddedToken(text, normalized=False) for text in ("<think>", "</think>")])
    return tokenizer, Qwen2TokenizerFast(
        tokenizer_object=tokenizer,
        unk_token=None,
        bos_token=None,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        chat_template=TEMPLATE,
        model_max_length=512,
    )


def make_pipeline(tokenizer):
    text_encoder = Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=400,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=4,
            num_attention_heads=2,
            num_key_value_heads=1,
            head_dim=16,
            rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
            max_position_embeddings=512,
            tie_word_embeddings=True,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )
    golden.randomise(text_encoder, SEED + 1)
    text_encoder.model.embed_tokens.weight.data.mul_(4.0)
    transformer = Flux2Transformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=16 * len(LAYERS),
        timestep_guidance_channels=256,
        mlp_ratio=3.0,
        axes_dims_rope=(4, 4, 4, 4),
        rope_theta=2000,
        guidance_embeds=False,
    )
    vae = AutoencoderKLFlux2(
        block_out_channels=(4, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=1024,
        mid_block_add_attention=True,
    )
    return {
        "scheduler": FlowMatchEulerDiscreteScheduler(
            num_train_timesteps=1000,
            shift=3.0,
            use_dynamic_shifting=True,
            base_shift=0.5,
            max_shift=1.15,
            time_shift_type="exponential",
        ),
        "vae": golden.randomise(vae, SEED + 2, gain=1.0),
        "text_encoder": text_encoder,
        "tokenizer": tokenizer,
        "transformer": golden.randomise(transformer, SEED + 3),
    }


def draw(width, height, kind):
    """A small picture without noise, so that its PNG is small too."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    planes = {
        "slope": (x / width, y / height, (x + y) / (width + height)),
        "rings": (0.5 + 0.5 * np.sin(np.hypot(x - width / 3, y - height / 2) / 6),) * 2 + (y / height,),
        "bars": ((x // 8 % 2), (y // 16 % 2), ((x + y) // 24 % 2)),
    }[kind]
    return PIL.Image.fromarray((np.stack(planes, -1) * 255).round().astype(np.uint8), "RGB")


def save_pictures():
    shutil.rmtree(REFERENCES, ignore_errors=True)
    REFERENCES.mkdir(parents=True)
    pictures = {
        "slope_96x64": draw(96, 64, "slope"),
        "rings_64x64": draw(64, 64, "rings"),
        "bars_64x80": draw(64, 80, "bars"),
        "bars_1600x1008": draw(1600, 1008, "bars"),
    }
    for name, picture in pictures.items():
        picture.save(REFERENCES / f"{name}.png", optimize=True)
    return pictures


def run(name, pipeline, pictures, names, width, height, notes=None, trim=None, **more):
    """One whole run; `names` are the references, in order. `trim` may drop tensors before they are stored."""
    generator = golden.seeded(SEED + 10)
    initial = golden.noise(generator, 1, 16, height // 16, width // 16)
    tensors, calls, steps, decoded = {"initial_latents": initial}, [], [], []

    def on_transformer(_module, _args, kwargs):
        calls.append(kwargs)

    def on_step(_pipeline, _index, _timestep, values):
        steps.append(values["latents"].clone())
        return {}

    handles = [
        pipeline.transformer.register_forward_pre_hook(on_transformer, with_kwargs=True),
        pipeline.vae.decoder.register_forward_hook(lambda _m, _i, output: decoded.append(output)),
    ]
    pipeline.set_progress_bar_config(disable=True)
    image = pipeline(
        prompt=PROMPT,
        image=[pictures[key] for key in names] or None,
        height=height,
        width=width,
        num_inference_steps=STEPS,
        latents=initial,
        max_sequence_length=TEXT_LENGTH,
        text_encoder_out_layers=LAYERS,
        output_type="np",
        callback_on_step_end=on_step,
        **more,
    ).images[0]
    for handle in handles:
        handle.remove()

    for index, key in enumerate(names):
        tensors[f"reference.{index}"] = torch.from_numpy(np.array(pictures[key]))  # [height, width, 3], bytes
    first = calls[0]
    tensors["prompt_embeds"] = first["encoder_hidden_states"]
    tensors["text_ids"] = first["txt_ids"][0]
    tensors["image_ids"] = first["img_ids"][0]
    tensors["transformer_input"] = first["hidden_states"]
    tensors["timesteps"] = torch.stack([call["timestep"][0] for call in calls])
    if more.get("guidance_scale", 1.0) > 1.0:
        tensors["negative_prompt_embeds"] = calls[1]["encoder_hidden_states"]
    for index, latents in enumerate(steps):
        tensors[f"latents.{index + 1}"] = latents
    tensors["decoded"] = decoded[0]
    tensors["image_bytes"] = torch.from_numpy((image * 255).round().astype(np.uint8))
    if trim:
        trim(tensors)
    golden.write(
        name,
        tensors,
        SEED,
        {"model": "klein_tiny"},
        None,
        {
            "prompt": PROMPT,
            "references": [f"{key}.png" for key in names],
            "width_px": width,
            "height_px": height,
            "steps": STEPS,
            "text_length": TEXT_LENGTH,
            "text_encoder_layers": list(LAYERS),
            **(notes or {}),
        },
    )


def main():
    published_form, tokenizer = make_tokenizer()
    parts = make_pipeline(tokenizer)
    pictures = save_pictures()
    shutil.rmtree(MODEL, ignore_errors=True)
    distilled = Flux2KleinPipeline(**parts, is_distilled=True)
    distilled.save_pretrained(MODEL)
    own = {"text_layers": LAYERS, "text_lengths": [TEXT_LENGTH], "licence": "random numbers, for tests"}
    (MODEL / "reverie.json").write_text(json.dumps(own, indent=1) + "\n")
    # transformers 5 rewrites the file with a post-processor that Qwen's own file does not have.
    published_form.save(str(MODEL / "tokenizer" / "tokenizer.json"))
    for path in sorted(MODEL.rglob("*")):
        if path.is_file():
            path.chmod(0o644)
            print(f"{path.relative_to(MODEL)}: {path.stat().st_size}")

    # What is measured below is what the folder holds, not what was in memory.
    distilled = Flux2KleinPipeline.from_pretrained(MODEL)
    tokenizer = distilled.tokenizer
    text = tokenizer.apply_chat_template(
        [{"role": "user", "content": PROMPT}], tokenize=False, add_generation_prompt=True, enable_thinking=False
    )
    encoded = tokenizer(text, padding="max_length", truncation=True, max_length=TEXT_LENGTH)
    notes = {"rendered": text, "input_ids": encoded["input_ids"], "attention_mask": encoded["attention_mask"]}
    assert 0 in encoded["attention_mask"] and 1 in encoded["attention_mask"], "the prompt must need padding"

    three = ["slope_96x64", "rings_64x64", "bars_64x80"]
    run("klein_tiny_0_references", distilled, pictures, [], 96, 64, notes)
    run("klein_tiny_1_reference", distilled, pictures, three[:1], 96, 64)
    run("klein_tiny_3_references", distilled, pictures, three, 64, 64)

    base = Flux2KleinPipeline(**distilled.components, is_distilled=False)
    guided = {"guidance_scale": 4.0, "note": "is_distilled false; the negative prompt is empty"}
    run("klein_tiny_guidance", base, pictures, three[:1], 64, 64, guided, guidance_scale=4.0)

    large = {"note": "resampled with PIL's Lanczos to at most 1 megapixel, then cropped to multiples of 16"}
    run("klein_tiny_large_reference", distilled, pictures, ["bars_1600x1008"], 64, 64, large, trim=thin)

    # Last: this pipeline replaces the attention processors of the shared transformer.
    kv = Flux2KleinKVPipeline(**distilled.components, is_distilled=True)
    kv_notes = {"note": "Flux2KleinKVPipeline: references attend to references only, their keys and values are reused"}
    run("klein_tiny_kv", kv, pictures, three[:2], 64, 64, kv_notes)


def thin(tensors):
    """Keeps every 16th of the large reference's 4000 tokens; all of them would be a quarter of a megabyte."""
    tokens = tensors.pop("transformer_input")[:, 16:]
    ids = tensors.pop("image_ids")[16:]
    tensors["reference_tokens_every_16th"] = tokens[:, ::16].contiguous()
    tensors["reference_ids_every_16th"] = ids[::16].contiguous()
    del tensors["decoded"], tensors["image_bytes"], tensors["reference.0"]


main()
