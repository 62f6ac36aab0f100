# tests/end_to_end/clients/ark_pypi.py: Ark's SDK (PyPI `volcengine-python-sdk[ark]`) on Ark's path.
import base64

from checks import Receiver, check, error_of, group_prompt, key, kind_at, kind_of, picture_uri, url
from volcenginesdkarkruntime import Ark
from volcenginesdkarkruntime._exceptions import ArkAPIError, ArkAuthenticationError, ArkBadRequestError, ArkNotFoundError
from volcenginesdkarkruntime.types.images import SequentialImageGenerationOptions

client = Ark(api_key=key, base_url=f"{url}/api/v3")
model = "doubao-seedream-4-5-251128"


@check
def text_to_image_in_2K_and_4K():
    answer = client.images.generate(model=model, prompt="A lake at dawn", size="2K", watermark=False)
    assert kind_at(answer.data[0].url) == "jpeg 2048x2048"
    assert answer.data[0].size == "2048x2048" and answer.model == model
    assert answer.usage.generated_images == 1 and answer.usage.output_tokens == 16384
    answer = client.images.generate(model="seedream-4-0-250828", prompt="A lake", size="5504x3040")
    assert kind_at(answer.data[0].url) == "jpeg 5504x3040"


@check
def base64_answers_and_the_mark_that_is_on_by_default():
    def picture_of(**more):
        answer = client.images.generate(model=model, prompt="A lake", seed=3, response_format="b64_json", **more)
        return base64.b64decode(answer.data[0].b64_json)
    assert kind_of(picture_of()) == "jpeg 2048x2048"
    assert picture_of() != picture_of(watermark=False)


@check
def edit_with_one_reference_and_with_several():
    hook = Receiver()
    one = client.images.generate(model=model, prompt="Make it winter", image=hook.url)
    assert one.data[0].url
    several = client.images.generate(model=model, prompt="Make it winter", image=[hook.url, picture_uri, one.data[0].url])
    assert kind_at(several.data[0].url) == "jpeg 2048x2048"


@check
def a_group():
    answer = client.images.generate(
        model=model, prompt=group_prompt, sequential_image_generation="auto",
        sequential_image_generation_options=SequentialImageGenerationOptions(max_images=3))
    assert len(answer.data) == 3 and answer.usage.generated_images == 3


@check
def a_stream_of_a_group():
    stream = client.images.generate(
        model=model, prompt=group_prompt, image=picture_uri, stream=True, sequential_image_generation="auto",
        sequential_image_generation_options=SequentialImageGenerationOptions(max_images=3))
    events = list(stream)
    assert [event.type for event in events] == ["image_generation.partial_succeeded"] * 3 + ["image_generation.completed"]
    assert [event.image_index for event in events[:3]] == [0, 1, 2]
    assert kind_at(events[2].url) == "jpeg 2048x2048"
    assert events[0].created_at > 0
    assert events[3].usage["generated_images"] == 3  # the SDK's union of events leaves it a dict, whoever answers


@check
def an_endpoint_of_ones_own_and_the_embedded_model():
    answer = client.images.generate(model="ep-mini", prompt="a red car on a beach", size="1K")
    assert kind_at(answer.data[0].url) == "jpeg 1024x1024" and answer.model == "ep-mini"
    edited = client.images.generate(model="ep-mini", prompt="make the car blue", size="1K", image=answer.data[0].url)
    assert kind_at(edited.data[0].url) == "jpeg 1024x1024"


@check
def errors():
    unknown = error_of(ArkNotFoundError, lambda: client.images.generate(model="seedream-9", prompt="x"))
    assert "The model or endpoint seedream-9 does not exist or you do not have access to it." in unknown.message
    assert unknown.code == "InvalidEndpointOrModel.NotFound"
    size = error_of(ArkBadRequestError, lambda: client.images.generate(model=model, prompt="x", size="1024x1024"))
    assert "image size must be at least 3686400 pixels" in size.message and size.param == "size"
    stranger = Ark(api_key="wrong", base_url=f"{url}/api/v3")
    refused = error_of(ArkAuthenticationError, lambda: stranger.images.generate(model=model, prompt="x"))
    assert refused.code == "AuthenticationError" and isinstance(refused, ArkAPIError)
