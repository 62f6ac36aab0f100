# tests/end_to_end/clients/requests_examples.py
#
# The dialects as their pages call them with Python's `requests`, only the host changed.
# Source  API reference, sections 4 to 11
import base64
import hashlib
import hmac
import json
import threading

import requests
from checks import Receiver, check, eventually, group_prompt, key, kind_at, kind_of, picture, picture_uri, url

bearer = {"Authorization": f"Bearer {key}"}


def post(path, body, headers=bearer, status=200):
    reply = requests.post(url + path, headers=headers, json=body, timeout=120)
    assert reply.status_code == status, (reply.status_code, reply.text)
    return reply.json()


def get(path, headers=bearer):
    reply = requests.get(url + path, headers=headers, timeout=120)
    assert reply.status_code == 200, (reply.status_code, reply.text)
    return reply.json()


@check
def cloudflare_with_its_older_keys():
    headers = {"X-Auth-Email": "a@example.com", "X-Auth-Key": key}
    answer = post("/client/v4/accounts/abc123/ai/run/bytedance/seedream-4.0", {"prompt": "A lake", "size": "1K"}, headers)
    assert kind_at(answer["result"]["image"]) == "jpeg 1024x1024"


@check
def apiframe_a_job_that_is_polled_and_its_signed_webhook():
    hook = Receiver()
    headers = {"X-API-Key": key}
    job = post("/v2/images/generate", {
        "prompt": "A lake", "model": "seedream-4.5",
        "seedreamParams": {"size": "custom", "width": 2048, "height": 3072, "output_format": "png", "seed": 3},
        "webhookUrl": hook.url}, headers, 202)
    done = eventually(lambda: (lambda now: now["status"] == "COMPLETED" and now)(get(f"/v2/jobs/{job['jobId']}", headers)))
    assert kind_at(done["result"]["images"][0]) == "png 2048x3072"
    received, body = hook.next()
    secret = hashlib.sha256(key.encode()).digest()
    assert received["X-Webhook-Signature"] == "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    assert json.loads(body)["result"]["images"]
    assert eventually(lambda: get(f"/v2/jobs/{job['jobId']}", headers)["webhookStatus"] == "delivered")


@check
def apiframe_account_models_upload_and_errors():
    headers = {"X-API-Key": key}
    assert get("/v2/me", headers)["apiKey"]["prefix"] == key[:10]
    assert "seedream-4.5" in [model["id"] for model in get("/v2/models?modality=image", {})["models"]]
    reply = requests.post(url + "/v2/uploads", headers=headers, files={"file": ("a.png", picture, "image/png")}, timeout=60)
    assert reply.status_code == 201 and reply.json()["contentType"] == "image/png"
    wrong = post("/v2/images/generate", {"prompt": "x", "model": "seedream-4.5", "seedreamParams": {"size": "1K"}}, headers, 400)
    assert "seedreamParams.size" in wrong["details"]
    assert post("/v2/images/generate", {}, {"X-API-Key": "afk_wrong"}, 401).keys() == {"error"}


@check
def oxen_the_queue_and_its_events():
    told = []
    listening = requests.get(url + "/api/events", headers=bearer, stream=True, timeout=120)
    lines = listening.iter_lines(decode_unicode=True)
    ids = {one["generation_id"] for one in post("/api/ai/queue", {
        "model": "bytedance-seedream-4-5", "prompt": "A lake", "num_generations": 2})["generations"]}

    def listen():
        for line in lines:
            if line.startswith("data: "):
                told.append(json.loads(line[len("data: "):]))
            if len(told) == 2:
                return

    listener = threading.Thread(target=listen)
    listener.start()
    listener.join(timeout=60)
    listening.close()
    assert {event["generation_id"] for event in told} == ids
    assert all(event["status"] == "succeeded" for event in told)
    item = get(f"/api/ai/queue/{ids.pop()}")
    assert item["status"] == "succeeded" and kind_at(item["result_url"]) == "jpeg 2048x2048"


@check
def oxen_cancel_models_and_errors():
    one = post("/api/ai/queue", {"model": "mini", "prompt": "a red car", "size": "1K"})["generations"][0]["generation_id"]
    reply = requests.delete(f"{url}/api/ai/queue/{one}", headers=bearer, timeout=60)
    assert reply.json() == {"status": "success", "generation_id": one}
    assert eventually(lambda: get(f"/api/ai/queue/{one}")["status"] == "cancelled")
    model = get("/api/ai/models/bytedance-seedream-4-5")
    assert model["request_schema"] == model["json_request_schema"]
    wrong = post("/api/ai/images/edit", {"model": "bytedance-seedream-4-5", "prompt": ""}, status=400)
    assert wrong["error"]["detail"] == "Prompt cannot be empty"


@check
def aimlapi_edit_balance_and_errors():
    answer = post("/v1/images/generations", {
        "model": "bytedance/seedream-v4-edit", "prompt": "Add a crown", "image_urls": [picture_uri], "sync_mode": True})
    data = answer["data"][0]["url"]
    assert kind_of(base64.b64decode(data.removeprefix("data:image/jpeg;base64,"))) == "jpeg 1024x1024"
    assert get("/v1/billing/balance")["balance"] > 0
    assert post("/v1/images/generations", {"model": "bytedance/seedream-4-5", "prompt": "x"}, {}, 401)["statusCode"] == 401


@check
def ark_with_references_a_group_and_nulls():
    answer = post("/api/v3/images/generations", {
        "model": "doubao-seedream-4-0-250828", "prompt": group_prompt, "image": [picture_uri, picture_uri], "size": "1K",
        "sequential_image_generation": "auto", "sequential_image_generation_options": {"max_images": 2},
        "seed": None, "optimize_prompt_options": None, "response_format": "url", "watermark": False})
    assert [one["size"] for one in answer["data"]] == ["1024x1024"] * 2
    assert answer["usage"]["generated_images"] == 2


@check
def openai_edit_as_a_form():
    reply = requests.post(
        url + "/v1/images/edits", headers=bearer, timeout=60,
        data={"model": "seedream-4.5", "prompt": "Winter", "size": "2048x2048", "response_format": "b64_json"},
        files={"image": ("a.png", picture, "image/png")})
    assert kind_of(base64.b64decode(reply.json()["data"][0]["b64_json"])) == "jpeg 2048x2048"


@check
def replicate_create_and_poll():
    made = post("/v1/predictions", {"version": "bytedance/seedream-4.5", "input": {
        "prompt": group_prompt, "sequential_image_generation": "auto", "max_images": 3}}, status=201)
    assert made["status"] == "starting"
    done = eventually(lambda: (lambda now: now["status"] == "succeeded" and now)(
        requests.get(made["urls"]["get"], headers=bearer, timeout=60).json()))
    assert [kind_at(address) for address in done["output"]] == ["jpeg 2048x2048"] * 3


@check
def fal_at_once_and_queued():
    headers = {"Authorization": f"Key {key}"}
    answer = post("/fal/fal-ai/bytedance/seedream/v4.5/text-to-image", {"prompt": "A lake", "image_size": "square_hd"}, headers)
    assert (answer["images"][0]["width"], answer["images"][0]["height"]) == (1920, 1920)
    queued = post("/fal/queue/fal-ai/bytedance/seedream/v4.5/text-to-image", {"prompt": "A lake", "num_images": 2}, headers)
    eventually(lambda: requests.get(queued["status_url"], headers=headers, timeout=60).status_code == 200)
    assert len(requests.get(queued["response_url"], headers=headers, timeout=60).json()["images"]) == 2
    wrong = post("/fal/fal-ai/bytedance/seedream/v4.5/edit", {"prompt": "x"}, headers, 422)
    assert wrong["detail"][0]["loc"] == ["body", "image_urls"]
