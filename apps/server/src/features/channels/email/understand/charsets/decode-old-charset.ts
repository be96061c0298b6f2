import { Buffer } from 'node:buffer';

/** The upper halves of the DOS code pages, which the WHATWG standard does not know. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
  'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const CODE_PAGE_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
  'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const CODE_PAGES: Readonly<Record<string, string>> = {
  437: CODE_PAGE_437,
  850: CODE_PAGE_850,
  // The same with the euro sign in the place of the dotless i.
  858: CODE_PAGE_850.replace('ı', '€'),
};
const CODE_PAGE_NAME = /^(?:cp|ibm|dos|oem|csibm|ibm-|cspc8codepage)0{0,2}(437|850|858)$/;
/** Seven bits that switch to pairs of bytes and back: by SO and SI (RFC 1557), by ~{ and ~} (RFC 1843). */
const KOREAN = /^(?:cs)?iso-?2022-?kr$/;
const CHINESE = /^hz(?:-gb-?2312)?$/;

/** Whether `decodeOldCharset` reads a charset; the name in small letters. */
export function isOldCharset(name: string): boolean {
  return CODE_PAGE_NAME.test(name) || KOREAN.test(name) || CHINESE.test(name);
}

/** Decodes text in a charset of former times; the name as `isOldCharset` accepts it. */
export function decodeOldCharset(raw: Buffer, name: string): string {
  const page = CODE_PAGES[CODE_PAGE_NAME.exec(name)?.[1] ?? ''];
  const text = raw.toString('latin1');
  if (page !== undefined) {
    return text.replace(/[\x80-\xff]/g, (char) => page[char.charCodeAt(0) - 128]!);
  }
  if (KOREAN.test(name)) {
    const plain = text.replaceAll('\x1b$)C', '');
    return plain.replace(/\x0e([^\x0f\n]*)\x0f?/g, (_run, pairs: string) => raise(pairs, 'euc-kr'));
  }
  const joined = text.replace(/~\r?\n/g, '');
  return joined.replace(/~(?:~|\{([^~\n]*)(?:~\})?)/g, (_run, pairs: string | undefined) =>
    pairs === undefined ? '~' : raise(pairs, 'gbk'),
  );
}

/** Pairs of seven bits are those of the eight-bit charset without their highest bits. */
function raise(pairs: string, charset: string): string {
  const bytes = Buffer.from(pairs, 'latin1').map((byte) => (byte > 0x20 ? byte | 0x80 : byte));
  return new TextDecoder(charset).decode(bytes);
}
