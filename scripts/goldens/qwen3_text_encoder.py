"""Goldens of Qwen3ForCausalLM: hidden states under right padding, logits, greedy generation.

Writes  qwen3_text_encoder_tied  and  qwen3_text_encoder_untied  (4 layers, 4 query and 2 key heads of 16, so that
heads x head_dim differs from the hidden size, as in the real 4B model).
"""

import copy

import golden
import torch
from transformers import Qwen3Config, Qwen3ForCausalLM

SEED = 40
PAD = 0


def tiny(tied):
    config = Qwen3Config(
        vocab_size=96,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        rms_norm_eps=1e-6,
        rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
        max_position_embeddings=512,
        tie_word_embeddings=tied,
        eos_token_id=None,
        pad_token_id=PAD,
        attention_bias=False,
    )
    return Qwen3ForCausalLM(config)


def run(name, tied, seed):
    model = golden.randomise(tiny(tied), seed + 1, gain=1.5)
    # A real embedding is this small, and the epsilon of the first norm shows in it.
    embedding = model.model.embed_tokens.weight.data
    embedding.copy_(golden.on_bf16_grid(embedding / embedding.std() * 0.02))
    generator = golden.seeded(seed)
    ids = torch.randint(1, 96, (2, 13), generator=generator)
    mask = torch.ones_like(ids)
    ids[1, 8:], mask[1, 8:] = PAD, 0  # right padding, as the klein pipeline pads

    output = model(input_ids=ids, attention_mask=mask, output_hidden_states=True, use_cache=False)
    tensors = {"ids": ids, "mask": mask, "logits": output.logits}
    for index, state in enumerate(output.hidden_states):
        tensors[f"hidden_states.{index}"] = state
    unmasked = model(input_ids=ids, output_hidden_states=True, use_cache=False)
    tensors["hidden_states_unmasked.3"] = unmasked.hidden_states[3]

    everywhere = torch.ones(13, 13, dtype=torch.bool).expand(2, 1, 13, 13) & mask.bool().view(2, 1, 1, 13)
    seeing_ahead = model(
        input_ids=ids,
        attention_mask=torch.where(everywhere, 0.0, torch.finfo(torch.float32).min),
        output_hidden_states=True,
        use_cache=False,
    )

    prompt = ids[:1, :9]
    generated = model.generate(
        prompt,
        attention_mask=torch.ones_like(prompt),
        max_new_tokens=12,
        do_sample=False,
        use_cache=True,
        eos_token_id=None,
        pad_token_id=PAD,
    )
    tensors["prompt"], tensors["generated"] = prompt, generated[:, prompt.shape[1] :]
    logits = model(input_ids=generated, use_cache=False).logits[0, prompt.shape[1] - 1 : -1]
    best = logits.topk(2, dim=-1).values
    exact = copy.deepcopy(model).double()(input_ids=ids, attention_mask=mask, use_cache=False).logits
    notes = {
        "hidden_states.0": "the embedding; .4 is after the last layer AND the final norm, as transformers returns it",
        "seeing_ahead_moves": golden.largest_difference(seeing_ahead.hidden_states[3], output.hidden_states[3]),
        "generated_smallest_margin": float((best[:, 0] - best[:, 1]).min()),
        "logits_fp32_against_fp64": golden.largest_difference(output.logits, exact),
    }
    state = model.state_dict()
    if tied:
        state = {key: value for key, value in state.items() if key != "lm_head.weight"}
    tensors.update({f"weights.{key}": value for key, value in state.items()})
    golden.write(name, tensors, seed, golden.config_of(model), None, notes)


run("qwen3_text_encoder_tied", True, SEED)
run("qwen3_text_encoder_untied", False, SEED + 10)
