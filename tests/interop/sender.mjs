// Posts children to dataflow-receiver, each request signed by the library, and verifies the answers.
//
// Usage: node sender.mjs FILE, with {url, token_url, ca, client, supplier_key, body, keys, answer_keys,
// changes} in the file: one request for each key and change. Prints one line of JSON for each.
import crypto from "node:crypto";
import fs from "node:fs";
import https from "node:https";
import { contentDigest, sign, verifies } from "./signatures.mjs";

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const agent = new https.Agent({ ca: fs.readFileSync(settings.ca), keepAlive: true });

function post(url, headers, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: "POST", headers, agent }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() });
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function fetchToken() {
  const form = new URLSearchParams({ grant_type: "client_credentials", ...settings.client });
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await post(settings.token_url, headers, form.toString());
  return JSON.parse(answer.body).access_token;
}

// What becomes of a signed request on its way.
const changes = {
  none: (sent) => sent,
  header: ({ headers, body }) => ({ headers: { ...headers, "idempotency-key": "another" }, body }),
  body: ({ headers, body }) => ({ headers, body: `${body} ` }),
  digest: ({ headers, body }) => ({
    headers: { ...headers, "content-digest": contentDigest(`${body} `) },
    body: `${body} `,
  }),
  unsigned: ({ headers: { Signature, "Signature-Input": input, ...headers }, body }) => ({ headers, body }),
};

// Of the answer: whether it is signed, and by that signature an answer to this request and no other.
async function judgeAnswer(answer, request) {
  const keys = settings.answer_keys;
  const other = { ...request, headers: { ...request.headers, "idempotency-key": "yet another" } };
  return {
    answer_verified: await verifies(answer, keys, request),
    answer_verified_for_another: await verifies(answer, keys, other),
    answer_verified_when_changed: await verifies({ ...answer, status: 201 }, keys, request),
    answer_digest_fits: answer.headers["content-digest"] === contentDigest(answer.body),
  };
}

async function deliver(token, key, change) {
  const { body, url } = settings;
  const plain = {
    "content-type": "application/json",
    "content-digest": contentDigest(body),
    "idempotency-key": crypto.createHash("sha256").update(body).digest("hex"),
  };
  const signed = await sign({ method: "POST", url, headers: plain }, key);
  const sent = changes[change]({ headers: signed, body });
  const unsigned = { Authorization: `Bearer ${token}`, SupplierKey: settings.supplier_key };
  const answer = await post(url, { ...unsigned, ...sent.headers }, sent.body);
  const judged = await judgeAnswer(answer, { method: "POST", url, headers: sent.headers });
  return { key: key.id, change, status: answer.status, ...judged };
}

const token = await fetchToken();
for (const key of settings.keys) {
  for (const change of settings.changes) {
    console.log(JSON.stringify(await deliver(token, key, change)));
  }
}
agent.destroy();
