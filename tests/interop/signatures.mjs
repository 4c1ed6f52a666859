// What both ends do with http-message-signatures, an implementation that is not ours.
import crypto from "node:crypto";
import fs from "node:fs";
import signatures from "http-message-signatures";

const { createSigner, createVerifier, httpbis } = signatures;

const COVERED = ["@method", "@target-uri", "content-digest", "content-type", "idempotency-key"];

export function contentDigest(body) {
  return `sha-256=:${crypto.createHash("sha256").update(body).digest("base64")}:`;
}

// The library's own signer for RSA leaves the salt at OpenSSL's choice, the longest that fits.
// RFC 9421 section 3.3.1 wants 64 bytes; RSA_PSS_SALTLEN_DIGEST is as many as SHA-512 has.
function signer({ file, algorithm, id }) {
  const key = crypto.createPrivateKey(fs.readFileSync(file));
  const usual = createSigner(key, algorithm, id);
  if (algorithm !== "rsa-pss-sha512") return usual;
  const options = {
    key,
    padding: crypto.constants.RSA_PKCS1_PSS_PADDING,
    saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return { ...usual, sign: async (bytes) => crypto.sign("sha512", bytes, options) };
}

// `keys` are {id, algorithm, file}, the file that of the public half.
function lookup(keys) {
  return async ({ keyid }) => {
    const known = keys.find(({ id }) => id === keyid);
    if (!known) return null;
    const verify = createVerifier(fs.readFileSync(known.file, "utf8"), known.algorithm);
    return { id: known.id, algs: [known.algorithm], verify };
  };
}

export async function sign(request, key) {
  const signed = { key: signer(key), name: "theirs", fields: COVERED, params: ["created", "keyid", "alg"] };
  return (await httpbis.signMessage(signed, request)).headers;
}

// Whether one of the keys signed the message, which is a request, or a response to `request`.
export async function verifies(message, keys, request) {
  const expected = {
    keyLookup: lookup(keys),
    maxAge: 300,
    tolerance: 5,
    requiredParams: ["created", "keyid"],
    requiredFields: request ? ["@status", "content-digest"] : COVERED,
  };
  try {
    return (await httpbis.verifyMessage(expected, message, request)) === true;
  } catch {
    return false;
  }
}
