import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanFileName,
  decideAnswerType,
  decideUploadType,
  parseMediaType,
  parseRange,
  writeDisposition,
} from './attachment-rules.ts';

describe('the name of a file', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system32\\calc.exe', 'calc.exe'],
    ['C:\\fakepath\\kettle.jpg', 'kettle.jpg'],
    ['/', 'file'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['CON', '_CON'],
    ['lpt1.txt', '_lpt1.txt'],
    ['bill\u202efdp.exe', 'billfdp.exe'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['rechnung\u0000.pdf.exe', 'rechnung.pdf.exe'],
    ['Straße  ü.pdf ', 'Straße ü.pdf'],
    ['a"b<c>|d?.png', 'a_b_c__d_.png'],
  ])('%j becomes %j', (given, expected) => {
    expect(cleanFileName(given)).toBe(expected);
  });

  test('keeps its ending when it is too long for a disk', () => {
    const name = cleanFileName(`${'ü'.repeat(300)}😀.jpeg`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^ü+\.jpeg$/);
  });

  test('never leads anywhere and never breaks a header, whatever was given', () => {
    const safe = /^(?!\.)[^/\\\r\n\u0000"]+$/;
    const letters = fc.array(fc.integer({ min: 0, max: 0x2fff }), { maxLength: 120 });
    const property = fc.property(letters, (codes) => {
      const given = String.fromCodePoint(...codes);
      const name = cleanFileName(given);
      return safe.test(name) && cleanFileName(name) === name;
    });
    expect(() => fc.assert(property, { numRuns: 100 })).not.toThrow();
  });
});

describe('how a file leaves', () => {
  test.each([
    ['image/png', true, 'image/png', true],
    ['image/png', false, 'image/png', false],
    ['IMAGE/JPEG; name=x', true, 'image/jpeg', true],
    ['image/svg+xml', true, 'application/octet-stream', false],
    ['text/html', true, 'application/octet-stream', false],
    ['application/xhtml+xml', true, 'application/octet-stream', false],
    ['application/pdf', true, 'application/pdf', false],
    ['text/plain', true, 'text/plain', false],
    ['image/png\r\nx: y', true, 'application/octet-stream', false],
    ['', true, 'application/octet-stream', false],
  ])('%j, in place: %j, as %j: %j', (stored, asks, type, inline) => {
    expect(decideAnswerType(stored, asks)).toEqual({ type, inline });
  });

  test.each([
    ['kettle.jpg', 'attachment; filename="kettle.jpg"'],
    ['Größe.pdf', `attachment; filename="Gro_e.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf`],
    ["it's (new)*.txt", `attachment; filename="it's (new)_.txt"`],
    ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    ['x"; filename="evil.exe', 'attachment; filename="x_; filename=_evil.exe"'],
  ])('%j is named %j', (name, header) => {
    expect(writeDisposition('attachment', name)).toBe(header);
  });

  test('a name is a legal header in every language', () => {
    const property = fc.property(fc.string({ unit: 'grapheme' }), (name) =>
      /^inline; filename="[\x20-\x7e]*"(?:; filename\*=UTF-8''[\x21-\x7e]+)?$/.test(
        writeDisposition('inline', name),
      ),
    );
    expect(() => fc.assert(property, { numRuns: 100 })).not.toThrow();
  });
});

describe('an upload', () => {
  test('that is a picture is known by its bytes, whatever it is called', () => {
    expect(decideUploadType('text/html', 'image/png')).toBe('image/png');
    expect(decideUploadType('image/jpeg', 'image/png')).toBe('image/png');
  });

  test('that only says it is a picture is plain bytes', () => {
    expect(decideUploadType('image/png', null)).toBe('application/octet-stream');
    expect(decideUploadType('image/svg+xml', null)).toBe('image/svg+xml');
  });

  test('without a proper type is plain bytes', () => {
    expect(parseMediaType('text/plain; charset=utf-8')).toBe('text/plain');
    expect(parseMediaType('../etc')).toBe('application/octet-stream');
  });
});

describe('a part of a file', () => {
  test.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=2-99', { start: 2, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=4-2', 'all'],
    ['bytes=0-1,3-4', 'all'],
    ['bytes=-', 'all'],
    ['lines=1-2', 'all'],
    [undefined, 'all'],
  ])('%j of ten bytes is %j', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });
});
