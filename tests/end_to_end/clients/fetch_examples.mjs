// tests/end_to_end/clients/fetch_examples.mjs
//
// The eight dialects as their pages call them with `fetch`, only the host changed.
// Source  API reference, sections 4 to 11
import { createHash, createHmac } from "node:crypto";
import { assert, check, eventually, groupPrompt, key, kindAt, kindOf, picture, pictureUri, receiver, url } from "./checks.mjs";

const bearer = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };

async function post(path, headers, body, status = 200) {
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  assert.equal(response.status, status, JSON.stringify(answer));
  return answer;
}

async function get(path, headers) {
  const response = await fetch(url + path, { headers });
  assert.equal(response.status, 200);
  return response.json();
}

await check("Cloudflare", async () => {
  const answer = await post("/client/v4/accounts/abc123/ai/run", bearer, {
    model: "bytedance/seedream-4.5",
    input: { prompt: "A lake", size: "2K", aspect_ratio: "1:1", image_input: [pictureUri] },
  });
  assert.equal(await kindAt(answer.result.images[0]), "jpeg 2048x2048");
  assert.equal(answer.gatewayMetadata.keySource, "Unified");
  const wrong = await post("/client/v4/accounts/abc123/ai/run", bearer, { model: "bytedance/seedream-4.5", input: {} }, 400);
  assert.equal(wrong.errors[0].code, 5006);
});

await check("apiframe: a job, polled", async () => {
  const headers = { "X-API-Key": key, "Content-Type": "application/json" };
  const ask = { model: "seedream-4.5", prompt: "A lake", seedreamParams: { aspect_ratio: "16:9", size: "2K" } };
  const { jobId, status } = await post("/v2/images/generate", headers, ask, 202);
  assert.equal(status, "QUEUED");
  const job = await eventually(async () => {
    const now = await get(`/v2/jobs/${jobId}`, headers);
    return now.status === "COMPLETED" && now;
  });
  assert.equal(await kindAt(job.result.images[0]), "jpeg 2848x1600");
  assert.equal((await get("/v2/jobs?limit=1", headers)).jobs[0].id, jobId);
});

await check("apiframe: an upload as a reference, the same key twice, a signed webhook", async () => {
  const form = new FormData();
  form.append("file", new Blob([picture], { type: "image/png" }), "rings.png");
  const sent = await fetch(`${url}/v2/uploads`, { method: "POST", headers: { "x-api-key": key }, body: form });
  assert.equal(sent.status, 201);
  const upload = await sent.json();
  const hook = await receiver();
  const headers = { "x-api-key": key, "Content-Type": "application/json", "Idempotency-Key": `fetch-${Date.now()}` };
  const ask = {
    model: "seedream-4", prompt: "Make it winter", seedreamParams: { image_input: [upload.url], size: "1K" },
    webhookUrl: hook.url, webhookEvents: ["completed"],
  };
  const { jobId } = await post("/v2/images/generate", headers, ask, 202);
  assert.equal((await post("/v2/images/generate", headers, ask, 202)).jobId, jobId);
  await post("/v2/images/generate", headers, { ...ask, prompt: "Make it summer" }, 409);
  const message = await hook.next();
  hook.close();
  const secret = createHash("sha256").update(key).digest();
  const signature = createHmac("sha256", secret).update(message.body).digest("hex");
  assert.equal(message.headers["x-webhook-signature"], `sha256=${signature}`);
  assert.equal(message.headers["x-webhook-event"], "completed");
  assert.equal(JSON.parse(message.body).jobId, jobId);
});

await check("Oxen.ai", async () => {
  const ask = { model: "bytedance-seedream-4-5", prompt: "@Image1 in winter", input_image: [pictureUri, pictureUri], size: "2K" };
  const answer = await post("/api/ai/images/edit", bearer, { ...ask, aspect_ratio: "match_input_image" });
  assert.equal(await kindAt(answer.images[0].url), "jpeg 2048x2048");
  const inside = await post("/api/ai/images/generate", bearer, {
    model: "bytedance-seedream-4-5", prompt: "A lake", size: "4K", aspect_ratio: "9:16", seed: 1, response_format: "b64_json",
  });
  assert.equal(kindOf(Buffer.from(inside.images[0].b64_json, "base64")), "jpeg 3040x5504");
  const wrong = await post("/api/ai/images/edit", bearer, { model: "flux", prompt: "x" }, 404);
  assert.equal(wrong.error.message, "Model not found: flux");
});

await check("aimlapi", async () => {
  const answer = await post("/v1/images/generations", bearer, {
    model: "bytedance/seedream-v4-text-to-image", prompt: "A lake", image_size: "landscape_16_9", num_images: 2,
  });
  assert.equal(answer.images.length, 2);
  assert.equal(await kindAt(answer.data[1].url), "jpeg 1280x720");
  const exact = await post("/v1/images/generations", bearer, {
    model: "bytedance/seedream-4-5", prompt: "A lake", image_size: { width: 2304, height: 1728 }, image_urls: [pictureUri],
  });
  assert.equal(await kindAt(exact.data[0].url), "jpeg 2304x1728");
  const wrong = await post("/v1/images/generations", bearer, { model: "bytedance/seedream-v4-edit", prompt: "x" }, 400);
  assert.match(wrong.message, /^Body validation error/);
});

await check("Ark: a group as a stream", async () => {
  const response = await fetch(`${url}/api/v3/images/generations`, {
    method: "POST",
    headers: bearer,
    body: JSON.stringify({
      model: "seedream-4-0-250828", prompt: groupPrompt, image: [pictureUri], size: "1K", stream: true,
      sequential_image_generation: "auto", sequential_image_generation_options: { max_images: 3 },
    }),
  });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const events = (await response.text()).trim().split("\n\n");
  assert.equal(events.length, 5);
  assert.equal(events[4], "data: [DONE]");
  const [name, data] = events[1].split("\n");
  assert.equal(name, "event: image_generation.partial_succeeded");
  assert.equal(await kindAt(JSON.parse(data.slice("data: ".length)).url), "jpeg 1024x1024");
});

await check("OpenAI", async () => {
  const answer = await post("/v1/images/generations", bearer, { model: "seedream-4-5", prompt: "A lake", size: "2048x2048" });
  assert.equal(kindOf(Buffer.from(answer.data[0].b64_json, "base64")), "jpeg 2048x2048");
  const form = new FormData();
  for (const [name, value] of Object.entries({ model: "seedream-4-5", prompt: "Winter", response_format: "url" })) form.append(name, value);
  form.append("image[]", new Blob([picture], { type: "image/png" }), "a.png");
  form.append("image[]", new Blob([picture], { type: "image/png" }), "b.png");
  const edited = await fetch(`${url}/v1/images/edits`, { method: "POST", headers: { Authorization: bearer.Authorization }, body: form });
  assert.equal(await kindAt((await edited.json()).data[0].url), "jpeg 2048x2048");
});

await check("Replicate, with the older form of the key", async () => {
  const headers = { Authorization: `Token ${key}`, "Content-Type": "application/json", Prefer: "wait" };
  const prediction = await post("/v1/models/bytedance/seedream-4.5/predictions", headers, {
    input: { prompt: "A lake", size: "custom", width: 2560, height: 2048, image_input: [pictureUri] },
  }, 201);
  assert.equal(prediction.status, "succeeded");
  assert.equal(await kindAt(prediction.output[0]), "jpeg 2560x2048");
});

await check("fal: the queue and its stream of states", async () => {
  const headers = { Authorization: `Key ${key}`, "Content-Type": "application/json" };
  const submitted = await post("/fal/queue/fal-ai/bytedance/seedream/v4/edit", headers, {
    prompt: "Winter", image_urls: [pictureUri], image_size: { width: 1024, height: 1024 },
  });
  assert.equal(submitted.status, "IN_QUEUE");
  const stream = await (await fetch(`${submitted.status_url}/stream?logs=1`, { headers })).text();
  const states = stream.split("\n").filter((line) => line.startsWith("data:")).map((line) => JSON.parse(line.slice(5)).status);
  assert.equal(states.at(-1), "COMPLETED");
  const output = await (await fetch(submitted.response_url, { headers })).json();
  assert.equal(await kindAt(output.images[0].url), "jpeg 1024x1024");
});
