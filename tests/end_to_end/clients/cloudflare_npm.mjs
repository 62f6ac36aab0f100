// tests/end_to_end/clients/cloudflare_npm.mjs: npm `cloudflare`, both forms of ai/run and what is around them.
import Cloudflare from "cloudflare";
import { assert, check, groupPrompt, key, kindAt, pictureUri, url } from "./checks.mjs";

const baseURL = `${url}/client/v4`;
const account_id = "0123456789abcdef0123456789abcdef";
const client = new Cloudflare({ apiToken: key, baseURL });
const failure = async (promise) => promise.then(() => assert.fail("it was answered"), (error) => error);

await check("4.5 answers images", async () => {
  const answer = await client.ai.run("bytedance/seedream-4.5", { account_id, prompt: "A lake", aspect_ratio: "16:9" });
  assert.equal(await kindAt(answer.images[0]), "jpeg 2848x1600");
  assert.deepEqual(answer.result.images, answer.images);
  assert.equal(answer.state, "Completed");
});

await check("4.0 answers image", async () => {
  const answer = await client.ai.run("bytedance/seedream-4.0", {
    account_id, prompt: "A lake", size: "custom", width: 1024, height: 1536,
  });
  assert.equal(await kindAt(answer.image), "jpeg 1024x1536");
});

await check("the form with the model in the body answers the whole envelope", async () => {
  const whole = await client.post(`/accounts/${account_id}/ai/run`, {
    body: { model: "bytedance/seedream-4.5", input: { prompt: "A lake", size: "4K" } },
  });
  assert.equal(whole.success, true);
  assert.equal(whole.result.state, "Completed");
  assert.equal(await kindAt(whole.result.result.images[0]), "jpeg 4096x4096");
});

await check("references, whose ratio is kept, and a group", async () => {
  const answer = await client.ai.run("bytedance/seedream-4.5", {
    account_id, prompt: groupPrompt, image_input: [pictureUri, pictureUri], aspect_ratio: "match_input_image",
    sequential_image_generation: "auto", max_images: 2,
  });
  assert.equal(answer.images.length, 2);
  assert.equal(await kindAt(answer.images[1]), "jpeg 2048x2048");
});

await check("the catalogue ends, and a model has a schema", async () => {
  const names = [];
  for await (const model of client.ai.models.list({ account_id, per_page: 1 })) names.push(model.name);
  assert.ok(names.includes("bytedance/seedream-4.5"));
  assert.equal(new Set(names).size, names.length);
  const schema = await client.ai.models.schema.get({ account_id, model: "bytedance/seedream-4.5" });
  assert.deepEqual(schema.input.required, ["prompt"]);
});

await check("both forms of keys", async () => {
  assert.equal((await client.user.tokens.verify()).status, "active");
  const legacy = new Cloudflare({ apiEmail: "a@example.com", apiKey: key, apiToken: null, baseURL });
  const answer = await legacy.ai.run("bytedance/seedream-4.5", { account_id, prompt: "A lake" });
  assert.equal(answer.images.length, 1);
});

await check("errors", async () => {
  const size = await failure(client.ai.run("bytedance/seedream-4.5", { account_id, prompt: "x", size: "3K" }));
  assert.ok(size instanceof Cloudflare.BadRequestError);
  assert.equal(size.errors[0].code, 5006);
  assert.match(size.errors[0].message, /^AiError: Bad input:.*size/);
  const model = await failure(client.ai.run("@cf/unknown/model", { account_id, prompt: "x" }));
  assert.equal(model.errors[0].code, 5007);
  const stranger = new Cloudflare({ apiToken: "rvk_wrong", baseURL });
  const refused = await failure(stranger.ai.run("bytedance/seedream-4.5", { account_id, prompt: "x" }));
  assert.ok(refused instanceof Cloudflare.AuthenticationError);
  assert.equal(refused.errors[0].code, 10000);
});
