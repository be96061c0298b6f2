/** A subject line is shown whole up to here; RFC 5322 allows 998 characters a line. */
const SUBJECT_CHARS = 1000;
/** "Re: AW: Re: ..." is peeled so many times. */
const PREFIXES = 40;

const REPLY = 're|aw|antw|antwort|sv|vs|rif|odp|res|ré|réf|ynt|atb|vá|回复|答复|回覆|ответ';
const FORWARD = 'wg|fwd|fw|tr|rv|enc|doorst|vb|pd|weitergeleitet|továbbítás|转发|轉寄|пересл';
const REPLY_PREFIX = new RegExp(
  `^\\s*(?:${REPLY})\\s*(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^\\d{1,3}|\\d{1,2})?\\s*[:：]\\s*`,
  'iu',
);
const FORWARD_PREFIX = new RegExp(`^\\s*(?:${FORWARD})\\s*(?:\\[\\d{1,3}\\])?\\s*[:：]\\s*`, 'iu');
const AUTOMATIC_PREFIX = new RegExp(
  String.raw`^\s*(?:automatische antwort|automatic reply|` +
    String.raw`abwesenheitsnotiz|out of office|autoreply|` +
    String.raw`auto-reply|réponse automatique|unzustellbar|` +
    String.raw`undeliverable|gelesen|read|zurückgewiesen|` +
    String.raw`akzeptiert|accepted|declined|zugesagt|abgesagt)\s*:\s*`,
  'iu',
);
const OUTER_TAG = /^\s*\[(?:ext|extern|external|spam|suspected spam|spam\?)\]\s*/i;
const CASE_TAG = /\[#(\d{1,12})\]/;
const CASE_TAGS = /\s*\[#\d{1,12}\]/g;
const FORWARD_MARK = /^\s*(?:weitergeleitet|fwd|forwarded|\[fwd)\b/i;

/**
 * The subject without what programs put before it: reply and forward marks of a dozen languages,
 * "[EXTERN]", and our case tags `[#4711]`. Spaces are collapsed, the case of letters is kept.
 */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, SUBJECT_CHARS).replace(CASE_TAGS, ' ').replace(/\s+/g, ' ').trim();
  for (let round = 0; round < PREFIXES; round += 1) {
    const peeled = rest
      .replace(OUTER_TAG, '')
      .replace(REPLY_PREFIX, '')
      .replace(FORWARD_PREFIX, '')
      .replace(AUTOMATIC_PREFIX, '');
    const unwrapped = /^\[fwd?:\s*(.*)\]$/i.exec(peeled)?.[1] ?? peeled;
    if (unwrapped === rest) break;
    rest = unwrapped;
  }
  return rest.trim();
}

/** The mail passes somebody else's message on ("WG:", "Fwd:"), as its outermost mark says. */
export function isForward(subject: string): boolean {
  const start = subject.slice(0, 200).replace(OUTER_TAG, '').replace(CASE_TAGS, ' ').trim();
  if (REPLY_PREFIX.test(start)) return false;
  return FORWARD_PREFIX.test(start) || FORWARD_MARK.test(start);
}

/** The case number quoted as `[#4711]`, the first if there are several; null if there is none. */
export function findCaseNumberTag(subject: string): number | null {
  const match = CASE_TAG.exec(subject.slice(0, SUBJECT_CHARS));
  return match === null ? null : Number(match[1]);
}
