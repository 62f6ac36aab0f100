"""Goldens of drawing the next token: probabilities after transformers' own filters.

Writes  token_sampling  (logits of four texts over 50 tokens, and the probabilities for each of the settings)
"""

import golden
import torch
from transformers import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

SEED = 70
SETTINGS = [(1.0, 0, 1.0), (0.7, 20, 0.8), (1.3, 5, 1.0), (0.5, 0, 0.9), (2.0, 50, 0.3), (0.1, 3, 0.99), (1.0, 1, 0.5)]

logits = golden.noise(golden.seeded(SEED), 4, 50) * 1.2
tensors = {"logits": logits}
for index, (temperature, top_k, top_p) in enumerate(SETTINGS):
    scores = logits
    if temperature != 1.0:
        scores = TemperatureLogitsWarper(temperature)(None, scores)
    if top_k > 0:
        scores = TopKLogitsWarper(top_k)(None, scores)
    if top_p < 1.0:
        scores = TopPLogitsWarper(top_p)(None, scores)
    tensors[f"probabilities.{index}"] = torch.softmax(scores, -1)
notes = {"settings": [{"temperature": t, "top_k": k, "top_p": p} for t, k, p in SETTINGS]}
golden.write("token_sampling", tensors, SEED, {}, None, notes)
