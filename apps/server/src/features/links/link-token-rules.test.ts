import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addLine, hidePageLinks, removeForeignLinks, writePageUrl } from './link-line-rules.ts';
import { isLinkToken, makeLinkId, makeLinkToken, readLinkId } from './link-token-rules.ts';

const key = randomBytes(32);
const binding = {
  accountId: '01900000-0000-7000-8000-000000000001',
  kind: 'contact' as const,
  caseId: '01900000-0000-7000-8000-000000000002',
  address: 'lena@vogt.example',
};

describe('a link', () => {
  const id = makeLinkId(key, binding, 0);
  const token = makeLinkToken(key, id, binding);

  test('is the same for the same case and address, and another after each revocation', () => {
    expect(makeLinkId(key, binding, 0)).toBe(id);
    expect(makeLinkId(key, binding, 1)).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(readLinkId(token)).toBe(id);
  });

  test('is good for nothing else: no other account, kind, case or address, and no other key', () => {
    expect(isLinkToken(key, token, id, binding)).toBe(true);
    const others = [
      { ...binding, accountId: binding.caseId },
      { ...binding, kind: 'seat' as const },
      { ...binding, caseId: binding.accountId },
      { ...binding, address: 'eve@evil.example' },
    ];
    for (const other of others) expect(isLinkToken(key, token, id, other)).toBe(false);
    expect(isLinkToken(randomBytes(32), token, id, binding)).toBe(false);
  });

  test('with any single letter changed is refused', () => {
    for (let at = 0; at < token.length; at += 1) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      const claimed = readLinkId(changed);
      const isGood = claimed === id && isLinkToken(key, changed, id, binding);
      expect([changed, isGood]).toEqual([changed, false]);
    }
    for (const bad of ['', 'x', token.slice(1), `${token}A`, 'ä'.repeat(43), ' '.repeat(43)]) {
      expect(readLinkId(bad)).toBeNull();
    }
  });
});

describe('the line below a mail', () => {
  const token = 'A'.repeat(43);
  const url = writePageUrl('https://help.falk.example/', 'contact', token);

  test('stands in text and HTML', () => {
    const line = { text: `See: ${url}`, words: 'See <here>', url };
    const { text, html } = addLine({ text: 'Hello\n\n', html: '<p>Hello</p>' }, line);
    expect(text).toBe(`Hello\n\nSee: ${url}\n`);
    expect(html).toBe(`<p>Hello</p><p><a href="${url}">See &lt;here&gt;</a></p>`);
  });

  test('is blanked without moving anything, so that quotes fold where they stand', () => {
    const text = `before ${url} after`;
    const hidden = hidePageLinks(text);
    expect(hidden).toHaveLength(text.length);
    expect(hidden.replaceAll(/ +/g, ' ')).toBe('before after');
  });

  test('never carries the link of somebody else, and leaves other addresses alone', () => {
    const own = url;
    const foreign = writePageUrl('https://help.falk.example', 'seat', 'B'.repeat(43));
    const elsewhere = `https://other.example/c/${'C'.repeat(43)}`;
    const body = `${own} ${foreign} ${elsewhere}`;
    expect(removeForeignLinks(body, 'https://help.falk.example', own, '[-]')).toBe(
      `${own} [-] ${elsewhere}`,
    );
    expect(removeForeignLinks(body, 'https://help.falk.example', null, '[-]')).toBe(
      `[-] [-] ${elsewhere}`,
    );
  });
});
