// tests/end_to_end/clients/openai_npm.mjs: npm `openai` on our OpenAI path and on Ark's.
import OpenAI, { toFile } from "openai";
import { assert, check, groupPrompt, key, kindAt, kindOf, picture, pictureUri, url } from "./checks.mjs";

const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1` });
const model = "seedream-4-5-251128";
const file = () => toFile(picture, "rings.png", { type: "image/png" });
const eventsOf = async (stream) => {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
};

await check("text to image, as an address", async () => {
  const answer = await client.images.generate({ model, prompt: "A lake at dawn", response_format: "url" });
  assert.equal(await kindAt(answer.data[0].url), "jpeg 2048x2048");
  assert.equal(answer.data[0].b64_json, undefined);
  assert.equal(answer.usage.output_tokens, 16384);
});

await check("text to image, as base64, with exact pixels and a format", async () => {
  const answer = await client.images.generate({
    model, prompt: "A lake", size: "2560x1440", output_format: "png", response_format: "b64_json",
  });
  assert.equal(kindOf(Buffer.from(answer.data[0].b64_json, "base64")), "png 2560x1440");
});

await check("several pictures; both fields when no response_format is asked for", async () => {
  const answer = await client.images.generate({ model, prompt: "A lake", n: 2, seed: 5 });
  assert.equal(answer.data.length, 2);
  assert.notEqual(answer.data[0].b64_json, answer.data[1].b64_json);
  const loaded = Buffer.from(await (await fetch(answer.data[0].url)).arrayBuffer());
  assert.equal(loaded.toString("base64"), answer.data[0].b64_json);
});

await check("edit of one file, and of several", async () => {
  const plain = await client.images.generate({ model, prompt: "Make it winter", seed: 3 });
  const one = await client.images.edit({ model, image: await file(), prompt: "Make it winter", seed: 3 });
  const two = await client.images.edit({ model, image: [await file(), await file()], prompt: "Make it winter", seed: 3 });
  assert.equal(kindOf(Buffer.from(one.data[0].b64_json, "base64")), "jpeg 2048x2048");
  assert.equal(new Set([plain, one, two].map((answer) => answer.data[0].b64_json)).size, 3);
});

await check("a mask is refused, in words", async () => {
  await assert.rejects(client.images.edit({ model, image: await file(), mask: await file(), prompt: "x" }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, "mask");
    return true;
  });
});

await check("Seedream's extras pass through: references and a group", async () => {
  const answer = await client.images.generate({
    model, prompt: groupPrompt, image: [pictureUri], sequential_image_generation: "auto",
    sequential_image_generation_options: { max_images: 3 }, response_format: "url",
  });
  assert.equal(answer.data.length, 3);
  assert.equal(answer.usage.generated_images, 3);
});

await check("a stream of a group", async () => {
  const events = await eventsOf(await client.images.generate({
    model, prompt: groupPrompt, sequential_image_generation: "auto", response_format: "url", stream: true,
  }));
  assert.deepEqual(events.map((event) => event.type), [
    ...Array(3).fill("image_generation.partial_succeeded"), "image_generation.completed",
  ]);
  assert.deepEqual(events.slice(0, 3).map((event) => event.image_index), [0, 1, 2]);
  assert.equal(events[3].usage.generated_images, 3);
});

await check("models", async () => {
  const ids = [];
  for await (const one of client.models.list()) ids.push(one.id);
  assert.ok(ids.includes("mini"));
  assert.equal((await client.models.retrieve("mini")).object, "model");
});

await check("errors", async () => {
  const failure = async (promise) => promise.then(() => assert.fail("it was answered"), (error) => error);
  const unknown = await failure(client.images.generate({ model: "dall-e-3", prompt: "x" }));
  assert.ok(unknown instanceof OpenAI.NotFoundError);
  assert.equal(unknown.code, "model_not_found");
  const size = await failure(client.images.generate({ model, prompt: "x", size: "100x100" }));
  assert.ok(size instanceof OpenAI.BadRequestError);
  assert.equal(size.param, "size");
  assert.ok(size.requestID);
  const stranger = new OpenAI({ apiKey: "rvk_wrong", baseURL: `${url}/v1` });
  const refused = await failure(stranger.images.generate({ model, prompt: "x" }));
  assert.ok(refused instanceof OpenAI.AuthenticationError);
  assert.equal(refused.code, "invalid_api_key");
});

await check("the same client on Ark's path, where the mark is on unless switched off", async () => {
  const ark = new OpenAI({ apiKey: key, baseURL: `${url}/api/v3` });
  const ask = { model, prompt: "A lake", seed: 9, response_format: "b64_json" };
  const marked = await ark.images.generate(ask);
  const plain = await ark.images.generate({ ...ask, watermark: false });
  assert.notEqual(marked.data[0].b64_json, plain.data[0].b64_json);
  const events = await eventsOf(await ark.images.generate({ ...ask, response_format: "url", stream: true }));
  assert.deepEqual(events.map((event) => event.type), [
    "image_generation.partial_succeeded", "image_generation.completed",
  ]);
  assert.equal(await kindAt(events[0].url), "jpeg 2048x2048");
});
