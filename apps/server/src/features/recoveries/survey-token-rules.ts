import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const SIGN_BYTES = 16;
const LETTERS = Math.ceil(((ID_BYTES * 2 + SIGN_BYTES) * 4) / 3);

function sign(key: Uint8Array, ids: Uint8Array): Buffer {
  return createHmac('sha256', key).update('survey|').update(ids).digest().subarray(0, SIGN_BYTES);
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What stands in the address of a question: whose it is, which one, and a sign of the key. */
export function makeSurveyToken(key: Uint8Array, accountId: string, surveyId: string): string {
  const ids = Buffer.concat([bytesOf(accountId), bytesOf(surveyId)]);
  return Buffer.concat([ids, sign(key, ids)]).toString('base64url');
}

/** The question that a token opens; null for what this key did not make. */
export function readSurveyToken(
  key: Uint8Array,
  token: string,
): { accountId: string; surveyId: string } | null {
  if (token.length !== LETTERS || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const ids = bytes.subarray(0, ID_BYTES * 2);
  const given = bytes.subarray(ID_BYTES * 2);
  const made = sign(key, ids);
  if (given.length !== made.length || !timingSafeEqual(given, made)) return null;
  return {
    accountId: idOf(ids.subarray(0, ID_BYTES)),
    surveyId: idOf(ids.subarray(ID_BYTES)),
  };
}
