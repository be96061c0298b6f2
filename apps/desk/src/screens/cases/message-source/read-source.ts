import { client } from '../../../api/desk-client.ts';

/** What a dialog can show without delay; the rest is in the download. */
const shown_bytes = 512 * 1024;

export interface Source {
  text: string;
  /** There is more than what is shown. */
  cut: boolean;
}

/**
 * The first half megabyte of a raw mail as UTF-8; bytes of other charsets become replacement
 * characters. Throws where the mail is not to be had.
 */
export async function readSource(receiptId: string, signal: AbortSignal): Promise<Source> {
  const address = client.url('getReceiptRaw', { params: { receiptId } });
  const answer = await fetch(address, { credentials: 'same-origin', signal });
  if (!answer.ok || answer.body === null) throw new Error(`The mail answered ${answer.status}.`);
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let read_bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), cut: false };
    text += decoder.decode(value.subarray(0, shown_bytes - read_bytes), { stream: true });
    read_bytes += value.length;
    if (read_bytes > shown_bytes) {
      await reader.cancel();
      return { text, cut: true };
    }
  }
}
