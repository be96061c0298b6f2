import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../../../apps/server/src/features/channels/email/receive/self-made-certificate.ts';

/** What a push service was handed, as browser and service understand it. */
export interface TakenPush {
  path: string;
  headers: Record<string, string>;
  /** Decrypted by the keys of the browser (RFC 8291). */
  news: Record<string, unknown>;
  /** Claims of the sender’s token; its signature was verified (RFC 8292). */
  claims: { aud: string; exp: number; sub?: string };
  /** By which the sender signed. */
  senderKey: string;
}

/** A push service and a browser that subscribed with it; both on this machine, by real TLS. */
export async function startPushService() {
  const host = 'push.example';
  const { key, cert } = makeCertificate(host, new Date());
  const ecdh = createECDH('prime256v1');
  const browserKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  const taken: TakenPush[] = [];
  let status = 201;
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      taken.push({
        path: request.url ?? '',
        headers,
        news: JSON.parse(decrypt(Buffer.concat(chunks)).toString('utf8')) as TakenPush['news'],
        ...readSender(headers['authorization'] ?? ''),
      });
      response.writeHead(status).end(status < 300 ? '' : 'not today');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  function decrypt(body: Buffer): Buffer {
    const salt = body.subarray(0, 16);
    const idLength = body.readUInt8(20);
    const theirs = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const expand = (from: Buffer, by: Buffer, use: Buffer, length: number) =>
      Buffer.from(hkdfSync('sha256', from, by, use, length));
    const use = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, theirs]);
    const shared = expand(ecdh.computeSecret(theirs), auth, use, 32);
    const contentKey = expand(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = expand(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return plain.subarray(0, plain.lastIndexOf(2));
  }

  return {
    taken,
    /** Answers what comes from now on like this. */
    answerWith: (next: number) => void (status = next),
    /** What `PushSubscription.toJSON()` gives in this browser. */
    subscription: (path = '/send/1') => ({
      endpoint: `https://${host}:${port}${path}`,
      expirationTime: null,
      keys: { p256dh: browserKey.toString('base64url'), auth: auth.toString('base64url') },
    }),
    /** Lets a server under test reach it. */
    outsideRules: {
      isAllowedAddress: (address: string) => address === '127.0.0.1',
      isAllowedPort: (asked: number) => asked === port,
      resolveHost: async (name: string) => (name === host ? ['127.0.0.1'] : ['10.0.0.1']),
      authority: cert,
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

function readSender(authorization: string): Pick<TakenPush, 'claims' | 'senderKey'> {
  const [, token = '', senderKey = ''] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(senderKey, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33, 65).toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  const dsaEncoding = 'ieee-p1363';
  if (!verify('sha256', signed, { key, dsaEncoding }, Buffer.from(signature, 'base64url'))) {
    throw new Error('The token of the sender is not signed by its key.');
  }
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as TakenPush['claims'];
  return { claims: read, senderKey };
}
