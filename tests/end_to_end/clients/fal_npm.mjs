// tests/end_to_end/clients/fal_npm.mjs: npm `@fal-ai/client`, through the proxy and with rewritten addresses.
import { ApiError, ValidationError, createFalClient } from "@fal-ai/client";
import { assert, check, groupPrompt, key, kindAt, picture, pictureUri, receiver, url } from "./checks.mjs";

const proxyUrl = { url: `${url}/fal/proxy`, when: "always" };
const fal = createFalClient({ credentials: key, proxyUrl, suppressLocalCredentialsWarning: true });
const text = "fal-ai/bytedance/seedream/v4.5/text-to-image";
const edit = "fal-ai/bytedance/seedream/v4.5/edit";
const failure = async (promise) => promise.then(() => assert.fail("it was answered"), (error) => error);

await check("run", async () => {
  const { data, requestId } = await fal.run(text, { input: { prompt: "A lake", image_size: "landscape_16_9", seed: 7 } });
  assert.equal(await kindAt(data.images[0].url), "jpeg 2560x1440");
  assert.equal(data.images[0].content_type, "image/jpeg");
  assert.equal(data.seed, 7);
  assert.ok(requestId);
});

await check("subscribe, by polling", async () => {
  const states = [];
  const { data } = await fal.subscribe(text, {
    input: { prompt: "A lake", num_images: 2 }, logs: true, pollInterval: 50, onQueueUpdate: (now) => states.push(now.status),
  });
  assert.equal(data.images.length, 2);
  assert.equal(states.at(-1), "COMPLETED");
});

await check("subscribe, by the stream of states", async () => {
  const logs = [];
  const { data } = await fal.subscribe(text, {
    input: { prompt: groupPrompt, max_images: 3 }, logs: true, mode: "streaming",
    onQueueUpdate: (now) => logs.splice(0, logs.length, ...(now.logs ?? [])),
  });
  assert.equal(data.images.length, 3);
  assert.equal(new Set(logs.map((line) => line.message)).size, logs.length, "a line came twice");
});

await check("an upload, and a Blob in the input, as references", async () => {
  const blob = new Blob([picture], { type: "image/png" });
  const address = await fal.storage.upload(blob);
  const { data } = await fal.subscribe(edit, {
    input: { prompt: "Winter", image_urls: [address, blob, pictureUri], image_size: "auto_4K" }, pollInterval: 50,
  });
  assert.equal(await kindAt(data.images[0].url), "jpeg 4096x4096");
});

await check("sync_mode gives the bytes themselves", async () => {
  const { data } = await fal.run(text, { input: { prompt: "A lake", sync_mode: true } });
  assert.equal(await kindAt(data.images[0].url), "jpeg 2048x2048");
  assert.match(data.images[0].url, /^data:image\/jpeg;base64,/);
});

await check("queue: submit with a webhook, status, result", async () => {
  const hook = await receiver();
  const { request_id: requestId, status_url } = await fal.queue.submit(text, { input: { prompt: "A lake" }, webhookUrl: hook.url });
  assert.match(status_url, /\/fal-ai\/bytedance\/requests\/[^/]+\/status$/);
  const message = JSON.parse((await hook.next()).body);
  hook.close();
  assert.equal(message.request_id, requestId);
  assert.equal(message.status, "OK");
  assert.equal((await fal.queue.status(text, { requestId })).status, "COMPLETED");
  const { data } = await fal.queue.result(text, { requestId });
  assert.deepEqual(data.images.map((one) => one.file_size), message.payload.images.map((one) => one.file_size));
});

await check("queue: cancel", async () => {
  const { request_id: requestId } = await fal.queue.submit("reverie/mini", { input: { prompt: "a red car", num_images: 4 } });
  await fal.queue.cancel("reverie/mini", { requestId });
  const ended = await fal.queue.subscribeToStatus("reverie/mini", { requestId, pollInterval: 100 });
  assert.equal(ended.status, "COMPLETED");
  assert.equal((await failure(fal.queue.result("reverie/mini", { requestId }))).status, 499);
});

await check("errors", async () => {
  const missing = await failure(fal.subscribe(text, { input: {} }));
  assert.ok(missing instanceof ValidationError);
  assert.equal(missing.getFieldErrors("prompt")[0].type, "missing");
  assert.equal((await failure(fal.run("fal-ai/unknown/model", { input: { prompt: "x" } }))).status, 404);
  const stranger = createFalClient({ credentials: "id:secret", proxyUrl, suppressLocalCredentialsWarning: true });
  const refused = await failure(stranger.run(text, { input: { prompt: "x" } }));
  assert.ok(refused instanceof ApiError);
  assert.equal(refused.status, 401);
});

await check("the same client with rewritten addresses", async () => {
  const direct = createFalClient({
    credentials: key,
    suppressLocalCredentialsWarning: true,
    requestMiddleware: async (request) => ({
      ...request,
      url: request.url.replace("https://queue.fal.run", `${url}/fal/queue`).replace("https://fal.run", `${url}/fal`)
        .replace("https://rest.fal.ai", `${url}/fal`),
    }),
  });
  const { data } = await direct.subscribe(edit, {
    input: { prompt: "Winter", image_urls: [new Blob([picture], { type: "image/png" })] }, pollInterval: 50,
  });
  assert.equal(data.images.length, 1);
});
