import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { fetchOutside, type OutsideFailed, type OutsideRules } from './fetch-outside.ts';
import { isPublicAddress } from './outside-address.ts';
import { createRequestMeter } from './request-meter.ts';

describe('an address is not of the public internet', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '192.88.99.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '100::1',
    'fec0::1',
    '3ffe::1',
    '5f00::1',
    '0x7f000001',
    '127.1',
    'localhost',
    '',
  ])('%j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  '8.8.8.8',
  '93.184.216.34',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450::5',
])('the public address %s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** The own machine counts as outside; everything else as it really is. */
const ownMachine: OutsideRules = {
  isAllowedAddress: (address) => address === '127.0.0.1' || isPublicAddress(address),
  isAllowedPort: () => true,
  resolveHost: async () => ['127.0.0.1'],
  timeout_ms: 500,
};

async function faultOf(address: string, rules: OutsideRules = {}): Promise<string> {
  return fetchOutside(address, 'image/*', rules).then(
    () => 'none',
    (error: OutsideFailed) => error.fault ?? String(error),
  );
}

describe('nothing is fetched', () => {
  test.each([
    ['http://127.0.0.1/', 'closed_address'],
    ['http://[::1]/', 'closed_address'],
    ['http://0x7f000001/', 'closed_address'],
    ['http://2130706433/', 'closed_address'],
    ['http://0177.0.0.1/', 'closed_address'],
    ['http://127.1/', 'closed_address'],
    ['http://127。0。0。1/', 'closed_address'],
    ['http://①②⑦.⓪.⓪.①/', 'closed_address'],
    ['http://169.254.169.254/latest/meta-data/', 'closed_address'],
    ['http://[::ffff:169.254.169.254]/', 'closed_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'closed_address'],
    ['http://[64:ff9b::a9fe:a9fe]/', 'closed_address'],
    ['http://0/', 'closed_address'],
    ['https://8.8.8.8:8443/', 'closed_address'],
    ['http://8.8.8.8:22/', 'closed_address'],
    ['http://user:secret@8.8.8.8/', 'bad_address'],
    ['file:///etc/passwd', 'bad_address'],
    ['gopher://8.8.8.8/', 'bad_address'],
    ['data:image/png;base64,AAAA', 'bad_address'],
    ['//8.8.8.8/x', 'bad_address'],
    [`http://8.8.8.8/${'x'.repeat(5_000)}`, 'bad_address'],
    ['http://exa mple/', 'bad_address'],
  ])('from %s: %s', async (address, fault) => {
    expect(await faultOf(address)).toBe(fault);
  });

  test.each([
    [['127.0.0.1']],
    [['93.184.216.34', '10.0.0.5']],
    [['::1', '2606:4700::1111']],
    [['::ffff:10.0.0.5']],
    [[]],
  ])('from a host name that stands for %j', async (addresses) => {
    const rules = { resolveHost: async () => addresses };
    expect(await faultOf('http://pictures.example/', rules)).toBe('closed_address');
  });

  test('from a host that nobody knows', async () => {
    const resolveHost = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await faultOf('http://nobody.example/', { resolveHost })).toBe('unknown_host');
  });
});

describe('a name server that changes its mind', () => {
  test('is asked once: the socket goes to the address that was checked', async () => {
    const port = await serve((_request, answer) => void answer.end('from the checked address'));
    let asked = 0;
    const resolveHost = async () => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
    };
    const rules = { ...ownMachine, resolveHost };
    const answer = await fetchOutside(`http://rebind.example:${port}/`, 'image/*', rules);
    expect([answer.bytes.toString(), asked]).toEqual(['from the checked address', 1]);
  });

  test('cannot hold us for ever', async () => {
    const resolveHost = () => new Promise<string[]>(() => undefined);
    const rules = { resolveHost, timeout_ms: 50 };
    expect(await faultOf('http://slow.example/', rules)).toBe('too_slow');
  });
});

describe('a redirect', () => {
  test('to an inner address is not followed', async () => {
    let reached = false;
    const inner = await serve((_request, answer) => {
      reached = true;
      answer.end();
    });
    const rules = {
      ...ownMachine,
      isAllowedAddress: (address: string) => address === '127.0.0.1',
      resolveHost: async (host: string) => [host === 'inner.example' ? '10.0.0.1' : '127.0.0.1'],
    };
    for (const location of [
      `http://inner.example:${inner}/`,
      `http://[::1]:${inner}/`,
      'http://169.254.169.254/',
      'file:///etc/passwd',
      `http://user:x@127.0.0.1:${inner}/`,
    ]) {
      const port = await serve(
        (_request, answer) => void answer.writeHead(302, { location }).end(),
      );
      expect(await faultOf(`http://outer.example:${port}/`, rules)).toMatch(/closed|bad/);
    }
    expect(reached).toBe(false);
  });

  test('is followed three times and not once more', async () => {
    let left = 3;
    const port = await serve((_request, answer) => {
      if (left === 0) return void answer.end('there');
      left -= 1;
      answer.writeHead(307, { location: `/again-${left}` }).end();
    });
    const address = `http://pictures.example:${port}/`;
    expect((await fetchOutside(address, 'image/*', ownMachine)).bytes.toString()).toBe('there');
    left = 4;
    expect(await faultOf(address, ownMachine)).toBe('too_many_redirects');
  });
});

describe('what the sender of a picture learns', () => {
  test('is nothing of the reader: no cookie, no referrer, no language', async () => {
    let headers: NodeJS.Dict<string | string[]> = {};
    const port = await serve((request, answer) => {
      headers = request.headers;
      answer.end('x');
    });
    await fetchOutside(`http://pictures.example:${port}/a?b=c`, 'image/png', ownMachine);
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(headers['host']).toBe(`pictures.example:${port}`);
  });
});

describe('a server that means harm', () => {
  test('by size is cut off', async () => {
    const port = await serve((_request, answer) => void answer.end(Buffer.alloc(5_000)));
    const rules = { ...ownMachine, mostBytes: 4_999 };
    expect(await faultOf(`http://pictures.example:${port}/`, rules)).toBe('too_large');
  });

  test('by dribbling is cut off', async () => {
    const port = await serve((_request, answer) => {
      answer.write('x');
      const timer = setInterval(() => answer.write('x'), 20);
      answer.on('close', () => clearInterval(timer));
    });
    const rules = { ...ownMachine, timeout_ms: 120 };
    expect(await faultOf(`http://pictures.example:${port}/`, rules)).toBe('too_slow');
  });

  test('by a bomb of compression is refused', async () => {
    const port = await serve((_request, answer) => {
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    });
    expect(await faultOf(`http://pictures.example:${port}/`, ownMachine)).toBe('refused');
  });

  test('by hanging up is only a picture less', async () => {
    const port = await serve((request) => void request.socket.destroy());
    expect(await faultOf(`http://pictures.example:${port}/`, ownMachine)).toBe('no_answer');
  });
});

test('a caller may so often in a window and not once more', () => {
  const meter = createRequestMeter(2, 1_000);
  const taken = [0, 1, 2].map((at_ms) => meter.take('ito', 5_000 + at_ms));
  expect(taken).toEqual([true, true, false]);
  expect(meter.take('brandt', 5_003)).toBe(true);
  expect(meter.take('ito', 6_100)).toBe(true);
});
