import { describe, expect, test } from 'vitest';
import { sniffImage } from './sniff-image.ts';

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

describe('a picture by its first bytes', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n----', 'image/png'],
    ['\xff\xd8\xff\xe0--JFIF', 'image/jpeg'],
    ['GIF89a-----', 'image/gif'],
    ['GIF87a-----', 'image/gif'],
    ['RIFF\x00\x10\n\x00WEBPVP8 ', 'image/webp'],
    ['\x00\x00\x00\x20ftypavif', 'image/avif'],
    ['\x00\x00\x00\x20ftypavis', 'image/avif'],
  ])('%j is %s', (head, type) => {
    expect(sniffImage(bytes(head))).toBe(type);
  });

  test.each([
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<?xml version="1.0"?><svg/>',
    '<!doctype html><script>',
    'RIFF\x00\x10\x00\x00WAVEfmt ',
    '\x00\x00\x00\x20ftypheic',
    '%PDF-1.7',
    'BM\x00\x00',
    ' GIF89a',
    '',
  ])('%j is none that is shown', (head) => {
    expect(sniffImage(bytes(head))).toBeNull();
  });
});
