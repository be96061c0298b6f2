/** Longest quote in a hand-over; what is longer is clipped, visibly. */
const QUOTE_CHARACTERS = 280;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known =
    segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, known);
  return known;
}

/** A text without its folded ranges: what its writer wrote in this very message. */
export function ownText(text: string, folded: readonly { start: number; end: number }[]): string {
  let own = '';
  let at = 0;
  for (const { start, end } of folded.toSorted((a, b) => a.start - b.start)) {
    own += text.slice(at, Math.max(at, start));
    at = Math.max(at, end);
  }
  return own + text.slice(at);
}

const greeting =
  /^(?:sehr geehrte|liebe[rs]?|guten (?:tag|morgen|abend)|hallo|hi|hello|dear|good (?:morning|day|evening)|moin|servus)\b.{0,60}[,!.]?$/iu;
const closing =
  /^(?:mit (?:freundlichen|besten|lieben)|viele|beste|liebe|freundliche|herzliche) gr(?:ü|ue)(?:ß|ss)|^(?:mfg|lg)\b|^(?:kind|best|warm)? ?regards|^yours|^sincerely|^many thanks|^vielen dank(?: im voraus)?[.!,]?$|^thank you[.!,]?$/iu;

/** A sentence that ends so was cut at an abbreviation or an ordinal. */
const cut = /(?:^|\s)(?:\p{L}|Nr|Dr|Hr|Fr|bzw|ca|evtl|ggf|inkl|Mr|Mrs|Ms|No|\d{1,2})\.$/iu;

/** The sentences of a text, greeting and closing left out; wrapped lines are joined. */
export function splitSentences(text: string, language: string | null): string[] {
  const sentences: string[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    const lines = paragraph.split('\n').map((line) => line.trim());
    const end = lines.findIndex((line) => closing.test(line));
    const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !greeting.test(line));
    const words = kept.join(' ').replaceAll(/\s+/g, ' ').trim();
    for (const { segment } of segmenterOf(language ?? 'de').segment(words)) {
      const sentence = segment.trim();
      const before = sentences.at(-1);
      if (before !== undefined && words.includes(`${before} ${sentence}`) && cut.test(before)) {
        sentences[sentences.length - 1] = `${before} ${sentence}`;
      } else if (/[\p{L}\p{N}]/u.test(sentence)) sentences.push(sentence);
    }
    if (end >= 0) break;
  }
  return sentences;
}

/** The sentence as it is quoted: whole, or clipped with an ellipsis. */
export function quote(sentence: string): string {
  if (sentence.length <= QUOTE_CHARACTERS) return sentence;
  return `${sentence.slice(0, QUOTE_CHARACTERS).replace(/\s\S*$/, '')} …`;
}

/** Whether the sentence is a question. */
export function isQuestion(sentence: string): boolean {
  return /\?["“”»«)\s]*$/.test(sentence);
}

const tried = [
  /\b(?:schon|bereits|mehrfach|mehrmals|erneut|wieder|zweimal|dreimal)\b.*\b(?:versucht|probiert|ausprobiert|getestet|gemacht|getan|angerufen|geschrieben|gemeldet|geschickt|gesendet|zurückgesetzt|neu ?gestartet|installiert|getauscht|gewechselt|entkalkt|gereinigt|geprüft|befolgt)\b/iu,
  /\bhabe(?:n)?\b.*\b(?:versucht|probiert|ausprobiert|getestet|zurückgesetzt|neu ?gestartet|getauscht|entkalkt)\b/iu,
  /\b(?:I|we)(?:'ve| have)?\b.*\b(?:already|tried|twice|several times|repeatedly)\b/iu,
];

/** Whether the writer says what they tried or did already. */
export function saysTried(sentence: string): boolean {
  return !isQuestion(sentence) && tried.some((pattern) => pattern.test(sentence));
}
