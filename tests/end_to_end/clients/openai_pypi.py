# tests/end_to_end/clients/openai_pypi.py: PyPI `openai` on our OpenAI path and on aimlapi's.
import base64

import openai
from checks import check, error_of, group_prompt, key, kind_at, kind_of, picture_file, picture_uri, url

client = openai.OpenAI(api_key=key, base_url=f"{url}/v1")
model = "seedream-4-5-251128"


@check
def text_to_image_as_an_address():
    answer = client.images.generate(model=model, prompt="A lake at dawn", size="2560x1440", response_format="url")
    assert kind_at(answer.data[0].url) == "jpeg 2560x1440"
    assert answer.data[0].b64_json is None


@check
def text_to_image_as_base64_in_a_format():
    answer = client.images.generate(model=model, prompt="A lake", output_format="png", response_format="b64_json")
    assert kind_of(base64.b64decode(answer.data[0].b64_json)) == "png 2048x2048"


@check
def edits_of_one_file_and_of_several():
    with open(picture_file, "rb") as one, open(picture_file, "rb") as other:
        single = client.images.edit(model=model, image=one, prompt="Winter", extra_body={"seed": 3})
        one.seek(0)
        both = client.images.edit(model=model, image=[one, other], prompt="Winter", extra_body={"seed": 3})
    assert kind_of(base64.b64decode(single.data[0].b64_json)) == "jpeg 2048x2048"
    assert single.data[0].b64_json != both.data[0].b64_json


@check
def extras_of_seedream_references_and_a_group():
    answer = client.images.generate(
        model=model, prompt=group_prompt, response_format="url",
        extra_body={"image": [picture_uri], "sequential_image_generation": "auto", "watermark": True,
                    "sequential_image_generation_options": {"max_images": 2}})
    assert len(answer.data) == 2


@check
def a_stream_of_a_group():
    stream = client.images.generate(model=model, prompt=group_prompt, stream=True, response_format="url",
                                    extra_body={"sequential_image_generation": "auto"})
    kinds = [event.type for event in stream]
    assert kinds == ["image_generation.partial_succeeded"] * 3 + ["image_generation.completed"], kinds


@check
def models():
    assert "mini" in [one.id for one in client.models.list()]
    assert client.models.retrieve("mini").object == "model"


@check
def errors():
    unknown = error_of(openai.NotFoundError, lambda: client.images.generate(model="dall-e-3", prompt="x"))
    assert unknown.code == "model_not_found"
    size = error_of(openai.BadRequestError, lambda: client.images.generate(model=model, prompt="x", size="100x100"))
    assert size.param == "size" and size.request_id
    stranger = openai.OpenAI(api_key="rvk_wrong", base_url=f"{url}/v1")
    refused = error_of(openai.AuthenticationError, lambda: stranger.images.generate(model=model, prompt="x"))
    assert refused.code == "invalid_api_key"


@check
def the_same_client_as_a_client_of_aimlapi():
    aimlapi = openai.OpenAI(api_key=key, base_url=f"{url}/aimlapi/v1")
    answer = aimlapi.images.generate(model="bytedance/seedream-4-5", prompt="A lake", size="2048x2048")
    assert kind_at(answer.data[0].url) == "jpeg 2048x2048"
    assert answer.model_extra["meta"]["usage"]["credits_used"] == 0
    error = error_of(openai.BadRequestError, lambda: aimlapi.images.generate(
        model="bytedance/seedream-4-5", prompt="x", extra_body={"image_size": {"width": 1, "height": 1}}))
    assert error.param == "image_size.width", error.param
