// A tiny endpoint: issues tokens, verifies each request by the library, and answers with receipts.
//
// Usage: node endpoint.mjs FILE, with {certificate, key, port_file, log, keys} in the file. The log has
// one line of JSON for each request with children.
import crypto from "node:crypto";
import fs from "node:fs";
import https from "node:https";
import { contentDigest, verifies } from "./signatures.mjs";

const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));

async function bytesOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

// What is found out about a request: nothing of a child's record.
async function judge(request, body) {
  const { method, headers } = request;
  const seen = { method, url: `https://${headers.host}${request.url}`, headers };
  const changed = { ...seen, headers: { ...headers, "idempotency-key": "another" } };
  return {
    verified: await verifies(seen, settings.keys),
    verified_when_changed: await verifies(changed, settings.keys),
    verified_at_another_address: await verifies({ ...seen, url: `${seen.url}/x` }, settings.keys),
    digest_fits: headers["content-digest"] === contentDigest(body),
    signatures: headers["signature-input"]?.match(/keyid=/g)?.length ?? 0,
  };
}

async function answerChildren(request, response) {
  const body = await bytesOf(request);
  const children = JSON.parse(body);
  const found = { ...(await judge(request, body)), children: children.length };
  fs.appendFileSync(settings.log, `${JSON.stringify(found)}\n`);
  const status = found.verified && found.digest_fits ? 200 : 401;
  const receipts = status === 200 ? children.map(() => crypto.randomUUID()) : [];
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(receipts));
}

function answerToken(response) {
  const token = { access_token: crypto.randomUUID(), token_type: "Bearer", expires_in: 3600 };
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(token));
}

const tls = { cert: fs.readFileSync(settings.certificate), key: fs.readFileSync(settings.key) };
const server = https.createServer(tls, (request, response) => {
  if (!request.url.endsWith("/children")) return answerToken(response);
  return answerChildren(request, response).catch((problem) => {
    response.writeHead(500).end(problem.message);
  });
});
server.listen(0, "127.0.0.1", () => {
  fs.writeFileSync(`${settings.port_file}.new`, String(server.address().port));
  fs.renameSync(`${settings.port_file}.new`, settings.port_file);
});
