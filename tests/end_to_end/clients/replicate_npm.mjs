// tests/end_to_end/clients/replicate_npm.mjs: npm `replicate`: run, wait, poll, files, cancel, webhooks, lists.
import { webcrypto } from "node:crypto";
import Replicate, { validateWebhook } from "replicate";
import { assert, check, eventually, groupPrompt, key, kindAt, picture, receiver, url } from "./checks.mjs";

const replicate = new Replicate({ auth: key, baseUrl: `${url}/v1` });
const model = "bytedance/seedream-4.5";
// Ten pictures of the embedded model, which take longer than a second.
const longGroup = "A red car: on a beach, in a forest, in a city, in a desert, in a park, in a garden, on a farm, in a canyon, " +
  "in a museum, on a stage";
const failure = async (promise) => promise.then(() => assert.fail("it was answered"), (error) => error);

await check("run, which waits in the request", async () => {
  const states = [];
  const output = await replicate.run(model, { input: { prompt: "A lake", aspect_ratio: "3:2" } },
    (prediction) => states.push(prediction.status));
  assert.equal(await kindAt(output[0]), "jpeg 2496x1664");
  assert.ok(states.every((state) => state === "succeeded"), `${states}`);
});

await check("run, which polls", async () => {
  const states = [];
  const output = await replicate.run("bytedance/seedream-4", {
    input: { prompt: "A lake", size: "1K" }, wait: { mode: "poll", interval: 100 },
  }, (prediction) => states.push(prediction.status));
  assert.equal(await kindAt(output[0]), "jpeg 1024x1024");
  assert.equal(states[0], "starting");
  assert.equal(states.at(-1), "succeeded");
});

await check("a wait that runs out goes on by polling, with the embedded model", async () => {
  const states = [];
  const output = await replicate.run("reverie/mini", {
    input: { prompt: longGroup, size: "1K", sequential_image_generation: "auto", max_images: 10 },
    wait: { mode: "block", timeout: 1, interval: 200 },
  }, (prediction) => states.push(prediction.status));
  assert.ok(["starting", "processing"].includes(states[0]), states[0]);
  assert.equal(states.at(-1), "succeeded");
  assert.equal(await kindAt(output[0]), "jpeg 1024x1024");
  assert.equal(output.length, 10);
});

await check("files: sent, found, used as references, deleted", async () => {
  const file = await replicate.files.create(picture, { owner: "test" });
  assert.equal((await replicate.files.get(file.id)).size, picture.length);
  const output = await replicate.run(model, { input: { prompt: "Winter", image_input: [file.urls.get] } });
  assert.equal(await kindAt(output[0]), "jpeg 2048x2048");
  assert.equal(await replicate.files.delete(file.id), true);
  assert.equal((await failure(replicate.files.get(file.id))).response.status, 404);
});

await check("a Buffer in the input is sent first; a group with references", async () => {
  const output = await replicate.run(model, {
    input: { prompt: groupPrompt, image_input: [picture, picture], sequential_image_generation: "auto", max_images: 3 },
  });
  assert.equal(output.length, 3);
});

await check("create, wait, list", async () => {
  const prediction = await replicate.predictions.create({ version: model, input: { prompt: "A lake" } });
  assert.equal(prediction.status, "starting");
  const done = await replicate.wait(prediction, { interval: 100 });
  assert.equal(done.status, "succeeded");
  assert.ok(done.metrics.predict_time > 0);
  const page = await replicate.predictions.list();
  assert.equal(page.results[0].id, prediction.id);
});

await check("cancel", async () => {
  const prediction = await replicate.predictions.create({
    model: "reverie/mini",
    input: { prompt: groupPrompt, size: "1K", sequential_image_generation: "auto", max_images: 3 },
  });
  await replicate.predictions.cancel(prediction.id);
  const ended = await eventually(async () => {
    const now = await replicate.predictions.get(prediction.id);
    return ["starting", "processing"].includes(now.status) ? null : now;
  });
  assert.equal(ended.status, "canceled");
});

await check("a webhook, whose signature the client's own function takes", async () => {
  const hook = await receiver();
  const prediction = await replicate.predictions.create({
    model, input: { prompt: "A lake" }, webhook: hook.url, webhook_events_filter: ["completed"],
  });
  const message = await hook.next();
  hook.close();
  const { key: secret } = await replicate.webhooks.default.secret.get();
  assert.equal(await validateWebhook(message, secret, webcrypto), true);
  assert.equal(await validateWebhook({ ...message, body: `${message.body} ` }, secret, webcrypto), false);
  assert.equal(JSON.parse(message.body).id, prediction.id);
  assert.equal(JSON.parse(message.body).status, "succeeded");
});

await check("models", async () => {
  const page = await replicate.models.list();
  assert.ok(page.results.some((one) => `${one.owner}/${one.name}` === model));
  assert.equal((await replicate.models.get("bytedance", "seedream-4.5")).name, "seedream-4.5");
  const found = await replicate.models.search("seedream");
  assert.ok(found.results.length > 0);
});

await check("errors", async () => {
  const empty = await failure(replicate.run(model, { input: {} }));
  assert.equal(empty.response.status, 422);
  assert.match(empty.message, /- input: prompt is required/);
  assert.equal((await failure(replicate.run("bytedance/seedream-9", { input: { prompt: "x" } }))).response.status, 404);
  const stranger = new Replicate({ auth: "rvk_wrong", baseUrl: `${url}/v1` });
  const refused = await failure(stranger.run(model, { input: { prompt: "x" } }));
  assert.equal(refused.response.status, 401);
  assert.match(refused.message, /Unauthenticated/);
});
