import { describe, expect, test } from 'vitest';
import { arePushKeys, encryptPush, pushPlain_bytes_max } from './encrypt-push.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');
// The worked example of RFC 8291, section 5 and appendix A.
const keys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const chance = {
  salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
};

describe('a push message', () => {
  test('is encrypted as in the example of RFC 8291', () => {
    const plain = Buffer.from('When I grow up, I want to be a watermelon');
    expect(encryptPush(plain, keys, chance).toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6' +
        'TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Q' +
        'ulcy4a-fN',
    );
  });

  test('is never twice the same, and never longer than services take', () => {
    const plain = Buffer.alloc(pushPlain_bytes_max, 'x');
    const first = encryptPush(plain, keys);
    expect(first).toHaveLength(4_096);
    expect(first.equals(encryptPush(plain, keys))).toBe(false);
    expect(() => encryptPush(Buffer.alloc(pushPlain_bytes_max + 1), keys)).toThrow(RangeError);
  });

  test('is not for keys that are none', () => {
    expect(arePushKeys(keys)).toBe(true);
    expect(arePushKeys({ ...keys, auth: 'BTBZ' })).toBe(false);
    // A point beside the curve would tell of our private key.
    expect(arePushKeys({ ...keys, p256dh: `${keys.p256dh.slice(0, -2)}AA` })).toBe(false);
  });
});
