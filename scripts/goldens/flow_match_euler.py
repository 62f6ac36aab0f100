"""Goldens of FlowMatchEulerDiscreteScheduler as the klein pipeline drives it.

Writes  flow_match_euler.json  (no tensors file but one Euler step): mu, sigmas and timesteps for several numbers of
image tokens and steps, with FLUX.2 [klein]'s scheduler config. 4300 and 4301 stand on the two sides of the
reference's own case split.
"""

import golden
import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from diffusers.pipelines.flux2.pipeline_flux2_klein import compute_empirical_mu

SEED = 50


def klein_scheduler():
    return FlowMatchEulerDiscreteScheduler(
        num_train_timesteps=1000,
        shift=3.0,
        use_dynamic_shifting=True,
        base_shift=0.5,
        max_shift=1.15,
        base_image_seq_len=256,
        max_image_seq_len=4096,
        time_shift_type="exponential",
    )


def main():
    schedules = []
    for tokens in (64, 256, 1024, 4096, 4300, 4301, 16384):
        for steps in (1, 4, 8, 50):
            scheduler = klein_scheduler()
            mu = compute_empirical_mu(image_seq_len=tokens, num_steps=steps)
            scheduler.set_timesteps(steps, sigmas=np.linspace(1.0, 1 / steps, steps), mu=mu)
            schedules.append(
                {
                    "image_tokens": tokens,
                    "steps": steps,
                    "mu": mu,
                    "sigmas": scheduler.sigmas.tolist(),
                    "timesteps": scheduler.timesteps.tolist(),
                }
            )

    scheduler = klein_scheduler()
    scheduler.set_timesteps(4, sigmas=np.linspace(1.0, 0.25, 4), mu=compute_empirical_mu(1024, 4))
    scheduler.set_begin_index(0)
    generator = golden.seeded(SEED)
    tensors = {"sample.0": golden.noise(generator, 1, 5, 8)}
    for index, timestep in enumerate(scheduler.timesteps):
        tensors[f"velocity.{index}"] = golden.noise(generator, 1, 5, 8)
        tensors[f"sample.{index + 1}"] = scheduler.step(
            tensors[f"velocity.{index}"], timestep, tensors[f"sample.{index}"], return_dict=False
        )[0]
    config = golden.config_of(scheduler)
    golden.write("flow_match_euler", tensors, SEED, config, None)
    golden.write_manifest(
        "flow_match_euler", SEED, config, {"sample.N": "4 Euler steps at 1024 image tokens"}, schedules=schedules
    )


main()
