import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  getMessageFrame,
  getMessageHeaders,
  getRemoteImage,
} from '@earshot/contract/message-contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startTestApp,
  type TestApp,
  type TestMember,
} from '@earshot/testkit/http/start-test-app.ts';
import { seedMessage } from '@earshot/testkit/world/seed-message.ts';
import { isPublicAddress } from '../../../platform/web/outside-address.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let world: TestApp;
let ruth: TestMember;
let ito: TestMember;
let okoye: TestMember;
let shop: Server;
let shopUrl: string;
let asked: string[] = [];
let answerShop: RequestListener = (_request, answer) => void answer.end(png);

beforeAll(async () => {
  shop = createServer((request, answer) => {
    asked.push(`${request.url}`);
    answerShop(request, answer);
  });
  await new Promise<void>((done) => void shop.listen(0, '127.0.0.1', done));
  const { port } = shop.address() as AddressInfo;
  shopUrl = `http://shop.example:${port}`;
  world = await startTestApp({
    // The shop is the one host outside; everything else is as it really is.
    outsideRules: {
      isAllowedAddress: (address) => address === '127.0.0.1' || isPublicAddress(address),
      isAllowedPort: (one) => one === port,
      resolveHost: async (host) => [host === 'shop.example' ? '127.0.0.1' : '10.0.0.1'],
      timeout_ms: 1_000,
    },
  });
  ruth = await world.signUp();
  ito = await world.invite(ruth, 'agent');
  okoye = await world.invite(ruth, 'colleague');
});
afterAll(async () => {
  shop.closeAllConnections();
  shop.close();
  await world.stop();
});

function seed(html: string, more: object = {}) {
  return seedMessage(world, ruth.accountId, { html, ...more });
}

describe('the frame of a message', () => {
  test('is a page of its own under a policy that lets nothing run', async () => {
    const { messageId } = await seed('<p>It boils.</p>');
    const answer = await ito.send(getMessageFrame, { params: { messageId } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain('sandbox allow-same-origin allow-popups');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/allow-scripts|script-src|allow-forms|allow-top/);
    expect(answer.raw.toString()).toContain('<p>It boils.</p>');
  });

  test('is for those who may read the case only', async () => {
    const { messageId } = await seed('<p>x</p>');
    const jonas = await world.signUp();
    const others = [okoye, jonas, world.nobody];
    for (const operation of [getMessageFrame, getMessageHeaders]) {
      const answers = await Promise.all(
        others.map((who) => who.send(operation, { params: { messageId } })),
      );
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 401]);
    }
  });

  test('of a message without HTML shows its words', async () => {
    const { messageId } = await seedMessage(world, ruth.accountId, {
      text: 'It boils <b>and</b> boils.',
    });
    const answer = await ito.send(getMessageFrame, { params: { messageId } });
    expect(answer.raw.toString()).toContain('It boils &lt;b&gt;and&lt;/b&gt; boils.');
  });

  test('shows the pictures inside the mail and waits with those from outside', async () => {
    const seeded = await seed(
      `<img src="cid:Lid@falk"><img data-remote-src="${shopUrl}/a.png" alt="a">`,
      {
        files: [
          { fileName: 'lid.png', mimeType: 'image/png', bytes: png, contentId: 'lid@falk' },
          { fileName: 'x.svg', mimeType: 'image/svg+xml', bytes: png, contentId: 'x@falk' },
        ],
      },
    );
    const params = { messageId: seeded.messageId };
    const closed = await ito.send(getMessageFrame, { params });
    expect(closed.raw.toString()).toContain(`/api/v1/attachments/${seeded.fileIds[0]}/content`);
    expect(closed.raw.toString()).not.toContain('shop.example');
    const open = await ito.send(getMessageFrame, { params, query: { images: 'remote' } });
    expect(open.raw.toString()).toContain(`/messages/${seeded.messageId}/remote-images/0`);
  });
});

describe('a picture from outside', () => {
  const pictures = () =>
    `<img data-remote-src="${shopUrl}/a.png"><img data-remote-src="${shopUrl}/b.svg">` +
    `<img data-remote-src="http://inner.example/c.png">` +
    `<img data-remote-src="http://169.254.169.254/latest/meta-data">`;
  let messageId: string;
  beforeAll(async () => {
    ({ messageId } = await seed(pictures()));
  });
  const get = (imageIndex: number, who: TestMember = ito) =>
    who.send(getRemoteImage, { params: { messageId, imageIndex } });

  test('comes through us, once a day for all readers', async () => {
    asked = [];
    const answers = [await get(0), await get(0, ruth)];
    expect(answers.map(({ status, raw }) => [status, raw])).toEqual([
      [200, png],
      [200, png],
    ]);
    expect(answers[0]!.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(asked).toEqual(['/a.png']);
    world.clock.advance(24 * 60 * 60 * 1000 + 1);
    await get(0);
    expect(asked).toEqual(['/a.png', '/a.png']);
  });

  test('that is none is not shown', async () => {
    answerShop = (_request, answer) => {
      answer.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg onload="alert(1)"/>');
    };
    const answer = await get(1);
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'remote_image_refused' }]);
  });

  test('on an inner address is not asked for', async () => {
    for (const index of [2, 3]) {
      const answer = await get(index);
      expect(answer.body).toMatchObject({ status: 422, facts: { fault: 'closed_address' } });
    }
  });

  test('that the message does not have is not there', async () => {
    expect((await get(4)).status).toBe(404);
    expect((await get(0, okoye)).status).toBe(404);
  });

  test('stays outside where the channel says never', async () => {
    const never = await seed(pictures(), { remoteImagesSetting: 'never' });
    const params = { messageId: never.messageId };
    const frame = await ito.send(getMessageFrame, { params, query: { images: 'remote' } });
    expect(frame.raw.toString()).not.toContain('remote-images/');
    const answer = await ito.send(getRemoteImage, { params: { ...params, imageIndex: 0 } });
    expect(answer.body).toMatchObject({ code: 'remote_images_off', status: 403 });
  });

  test('cannot be used to hammer others: three hundred a minute are enough', async () => {
    const brandt = await world.invite(ruth, 'agent');
    const statuses: number[] = [];
    for (let count = 0; count < 301; count += 1) statuses.push((await get(9, brandt)).status);
    expect([statuses[299], statuses[300]]).toEqual([404, 429]);
    world.clock.advance(60_000);
    expect((await get(9, brandt)).status).toBe(404);
  });
});

test('the header lines of a mail are shown as they came', async () => {
  const { messageId } = await seedMessage(world, ruth.accountId, {
    facts: {
      headers: [
        ['Received', 'from a by b'],
        ['Received', 'from b by c'],
        ['X-Note', '<script>'],
      ],
    },
  });
  const { headers } = await ito.call(getMessageHeaders, { params: { messageId } });
  expect(headers).toEqual([
    { name: 'Received', value: 'from a by b' },
    { name: 'Received', value: 'from b by c' },
    { name: 'X-Note', value: '<script>' },
  ]);
  const bare = await seed('<p>x</p>');
  const empty = await ito.call(getMessageHeaders, { params: { messageId: bare.messageId } });
  expect(empty.headers).toEqual([]);
});
