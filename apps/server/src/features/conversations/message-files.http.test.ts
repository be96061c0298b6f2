import { DAY_MS } from '@earshot/contract/durations.ts';
import { createUpload, getAttachment } from '@earshot/contract/message-contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedMessage, type SeededMessage } from '@earshot/testkit/world/seed-message.ts';
import {
  startTestApp,
  type TestApp,
  type TestKey,
  type TestMember,
} from '@earshot/testkit/http/start-test-app.ts';
import { sweepUploads } from './sweep-uploads.ts';

const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('not much of a kettle'),
]);

let world: TestApp;
let ruth: TestMember;
let ito: TestMember;
let okoye: TestMember;
let jonas: TestMember;
let program: TestKey;
let seeded: SeededMessage;

beforeAll(async () => {
  world = await startTestApp();
  ruth = await world.signUp();
  jonas = await world.signUp();
  ito = await world.invite(ruth, 'agent');
  okoye = await world.invite(ruth, 'colleague');
  program = await world.key(ruth, ['cases:read', 'cases:write']);
  seeded = await seedMessage(world, ruth.accountId, {
    files: [
      { fileName: '../../Größe "ü".png', mimeType: 'image/png', bytes: png, contentId: 'lid@falk' },
      { fileName: 'attack.html', mimeType: 'text/html', bytes: Buffer.from('<script>1</script>') },
      {
        fileName: 'attack.svg',
        mimeType: 'image/svg+xml',
        bytes: Buffer.from('<svg onload="1"/>'),
      },
    ],
  });
});
afterAll(() => world.stop());

function fetchFile(who: { send: TestMember['send'] }, id: string, more: object = {}) {
  return who.send(getAttachment, { params: { attachmentId: id }, ...more });
}

describe('a file of a message', () => {
  test('comes to whoever may read the case, as a download under a safe name', async () => {
    for (const reader of [ito, program]) {
      const answer = await fetchFile(reader, seeded.fileIds[0]!);
      expect(answer.status).toBe(200);
      expect(answer.raw).toEqual(png);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': `attachment; filename="Gro_e _u_.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20_%C3%BC_.png`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
    }
  });

  test('is shown in place only if it is a picture', async () => {
    const query = { inline: 'true' };
    const picture = await fetchFile(ito, seeded.fileIds[0]!, { query });
    expect(picture.headers['content-disposition']).toMatch(/^inline;/);
    for (const id of seeded.fileIds.slice(1)) {
      const answer = await fetchFile(ito, id, { query });
      expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
      expect(answer.headers['content-type']).toBe('application/octet-stream');
    }
  });

  test('does not exist for those who may not read the case', async () => {
    const answers = await Promise.all(
      [okoye, jonas].map((reader) => fetchFile(reader, seeded.fileIds[0]!)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const nobody = await fetchFile(world.nobody, seeded.fileIds[0]!);
    expect(nobody.status).toBe(401);
  });

  test('comes in part, so that a broken download goes on', async () => {
    const id = seeded.fileIds[0]!;
    const part = await fetchFile(ito, id, { headers: { range: 'bytes=8-10' } });
    expect([part.status, part.raw.toString(), part.headers['content-range']]).toEqual([
      206,
      'not',
      `bytes 8-10/${png.length}`,
    ]);
    const beyond = await fetchFile(ito, id, { headers: { range: 'bytes=999-' } });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([
      416,
      `bytes */${png.length}`,
    ]);
  });

  test('is not sent twice to who has it', async () => {
    const id = seeded.fileIds[0]!;
    const { headers } = await fetchFile(ito, id);
    const again = await fetchFile(ito, id, {
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect([again.status, again.raw.length]).toEqual([304, 0]);
  });
});

describe('an upload', () => {
  const upload = (who: TestMember | TestKey, fileName: string, mimeType: string, body: Buffer) =>
    who.call(createUpload, { query: { file_name: fileName, mime_type: mimeType }, body });

  test('is kept under a plain name and as what it is', async () => {
    const kept = await upload(ito, '..\\..\\etc/pass\u202ewd<1>.png', 'text/html', png);
    expect(kept).toMatchObject({
      file_name: 'passwd_1_.png',
      mime_type: 'image/png',
      size_bytes: png.length,
      disposition: 'attachment',
    });
    const lie = await upload(ito, 'kettle.png', 'image/png', Buffer.from('<svg onload="1"/>'));
    expect(lie.mime_type).toBe('application/octet-stream');
  });

  test('is its uploader’s alone until a message carries it', async () => {
    const { id } = await upload(ito, 'kettle.png', 'image/png', png);
    const statuses = await Promise.all(
      [ito, ruth, program, jonas].map(async (who) => (await fetchFile(who, id)).status),
    );
    expect(statuses).toEqual([200, 404, 404, 404]);
  });

  test('without bytes, without a name or too large is refused', async () => {
    const query = { file_name: 'a.txt', mime_type: 'text/plain' };
    const empty = await ito.send(createUpload, { query, body: Buffer.alloc(0) });
    const nameless = await ito.send(createUpload, { query: {}, body: png });
    const large = await ito.send(createUpload, { query, body: Buffer.alloc(25 * 1024 * 1024 + 1) });
    expect([empty.status, nameless.status, large.status]).toEqual([400, 400, 413]);
  });

  test('of a program needs the scope to write', async () => {
    const reader = await world.key(ruth, ['cases:read']);
    const refusal = await reader.refused(createUpload, { query: { file_name: 'a' }, body: png });
    expect(refusal.code).toBe('forbidden');
  });

  test('ends when two hundred wait', async () => {
    const brandt = await world.invite(ruth, 'agent');
    for (let count = 0; count < 200; count += 1) await upload(brandt, 'a', 'text/plain', png);
    const refusal = await brandt.refused(createUpload, { query: { file_name: 'a' }, body: png });
    expect(refusal).toMatchObject({ code: 'too_many_uploads', status: 429 });
  });

  test('that nothing used is forgotten after seven days, unless a draft holds it', async () => {
    const held = await upload(okoye, 'held.png', 'image/png', png);
    const unused = await upload(okoye, 'unused.png', 'image/png', png);
    const later = new Date(Date.now() + 7 * DAY_MS + 60_000);
    const keep = async () => new Set([held.id]);
    expect(await sweepUploads(world.db, new Date(Date.now() + 6 * DAY_MS), keep)).toBe(0);
    expect(await sweepUploads(world.db, later, keep)).toBeGreaterThan(200);
    expect((await fetchFile(okoye, held.id)).status).toBe(200);
    expect((await fetchFile(okoye, unused.id)).status).toBe(404);
    // What a message carries is no upload any more.
    expect((await fetchFile(ito, seeded.fileIds[0]!)).status).toBe(200);
  });
});
