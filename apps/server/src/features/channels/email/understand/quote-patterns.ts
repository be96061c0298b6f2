/**
 * Patterns of what mail programs write around a quote. German and English are complete; other
 * languages as far as the words are known. Every pattern is linear and works on one line.
 */

/** An attribution ("On ... wrote:") wraps over at most so many lines. */
const ATTRIBUTION_LINES = 5;
const ATTRIBUTION_CHARS = 400;
/** A long To list in a header block wraps; more foreign lines than this end the block. */
const WRAPPED_LINES = 6;
const HEADER_BLOCK_LINES = 40;

type HeaderKind = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const LABELS: Record<HeaderKind, string> = {
  from:
    'von|from|de|da|van|fra|från|od|lähettäjä|feladó|de la|gönderen|kimden|от|від|' +
    'expéditeur|remitente|mittente|nadawca|absender',
  date:
    'gesendet|datum|sent|date|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|' +
    'fecha|data|inviato|verzonden|skickat|sendt|dato|wysłano|odesláno|dátum|elküldve|' +
    'lähetetty|päivämäärä|päiväys|tarih|gönderildi|отправлено|дата|надіслано|odoslané|' +
    'poslano|trimis|dată|gesendet am|sent on',
  to:
    'an|to|à|a|para|per|aan|til|till|komu|do|címzett|vastaanottaja|kime|alıcı|кому|către|' +
    'prima|za|destinataire|destinatario',
  cc:
    'cc|kopie|kopie \\(cc\\)|copie à|copia|kopi|kopia|dw|másolatot kap|kopio|bilgi|копия|' +
    'копія|bcc|bk',
  subject:
    'betreff|subject|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|předmět|' +
    'predmet|tárgy|aihe|konu|тема|subiect',
  other:
    'antwort an|antwort an|reply-to|reply to|importance|wichtigkeit|priorität|priority|' +
    'anlagen|anhänge|anlage|attachments|bijlagen|pièces jointes|organisation|organization|' +
    'mailed-by|signed-by',
};
const LABEL_KIND = new Map<string, HeaderKind>();
for (const kind of Object.keys(LABELS) as HeaderKind[]) {
  for (const label of LABELS[kind].replaceAll('\\', '').split('|')) {
    if (!LABEL_KIND.has(label)) LABEL_KIND.set(label, kind);
  }
}
const LABEL_LINE = /^[\s*_|]*([\p{L}][\p{L} ()'-]{0,24}?)[\s*_]*:[*_]*(?:\s|$|(?=\S))/u;

const EMAIL = /[^\s<>@"()[\]:]{1,64}@[^\s<>@"()[\],;]{1,255}/;
const DATE = new RegExp(
  String.raw`\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}[./-] ?\d{1,2}[./-] ?\d{1,2}|` +
    String.raw`\d{1,2}\.? (?:de )?\p{L}{3,12}\.?,? (?:de )?\d{2,4}|` +
    String.raw`\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|` +
    String.raw`th)?,? (?:at )?\d{4}`,
  'u',
);
const TIME = /\d{1,2}[:h]\d{2}|\d{1,2}\.\d{2} ?(?:uhr|\p{L}|<|"|,)/iu;
const VERB = new RegExp(
  '(?:^|[\\s,>)"])(?:schrieb|geschrieben|wrote|writes|a écrit|escribió|escribio|ha scritto|' +
    'escreveu|schreef|geschreven|skrev|napisał|napisał\\(a\\)|napísal|napsal\\(a\\)|napsal|' +
    'написал|написал\\(а\\)|пишет|пише|írta|kirjoitti|yazdı|şunu yazdı|a scris)(?=[\\s:(,<"]|$)',
  'iu',
);
const STARTS = new RegExp(
  '^[\\s*]*(?:-+ *)?(?:on|am|le|el|il|em|op|den|dne|dňa|w dniu|dnia|in data|på|pe|ma|ti|ke|to|la|' +
    'su|den|tir\\.|ср|пн|вт|чт|пт|сб|вс|в|u|"|<|\\d{4}|\\d{1,2}[./]|\\p{L}{2,4}\\., ' +
    ')(?=[\\s\\d,.]|$)',
  'iu',
);
/** Words of prose where a mail program writes a name: "schrieb mir Ihr Kollege". */
const PROSE = new RegExp(
  '\\b(?:schrieb|wrote) +(?:ihr|es|jemand|ihre?n?|meine?n?|mein|' +
    'unsere?|der|die|das|ein|eine|that|to)\\b|' +
    '\\b(?:my|your|our|his|her|their|the|a|someone|ihr|ihre|mein|meine|der|die|' +
    'das|ein|eine)(?: \\p{L}+){0,2} (?:schrieb|wrote)\\b',
  'iu',
);
/** The same about oneself or another; in small letters, because "He" and "Man" are names too. */
const PERSON = new RegExp(
  '\\b(?:schrieb|wrote) +(?:mir|uns|ihm|ihnen|ich|wir|er|sie|man|me|us)\\b|' +
    '\\b(?:ich|wir|er|sie|man|I|we|he|she|they)(?: \\p{L}+){0,2} (?:schrieb|wrote)\\b|' +
    '\\b(?:habe|hatte|haben|hatten|hat) +(?:ich|wir|er|sie|man|mir|uns|ihnen)\\b|' +
    '\\b(?:I|we|he|she|they) (?:have|had|has)\\b',
  'u',
);
/** An address as programs set it; people write it bare, or in round brackets. */
const MARKED_EMAIL = /<[^<>]{0,200}@[^<>]{1,255}>|\[mailto:/i;
/** "schrieb er an x@y": programs put no such word before an address. */
const ADDRESSED = /\b(?:an|to|unter|at|via|von|from) +[^\s<>@"()[\]:]{1,64}@/iu;
const BRACKETED_EMAIL = /[<([][^<>()[\]@]{0,200}@[^<>()[\]]{1,255}[>)\]]/g;

export type Attribution = { lastLine: number; strength: 'strong' | 'weak' };

/**
 * Reads an attribution that starts at a line, wrapped ones included. `strong` names an address
 * and a date, so that it also introduces a quote without `>`; `weak` counts only before `>`.
 */
export function readAttribution(lines: readonly string[], at: number): Attribution | null {
  let joined = '';
  for (let i = at; i < lines.length && i < at + ATTRIBUTION_LINES; i += 1) {
    const line = lines[i]!.trim();
    if (line === '' || line.length + joined.length > ATTRIBUTION_CHARS) return null;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (i === at && !mayStartAttribution(joined)) return null;
    if (!/:[*\s]*$|(?:wrote|schrieb)[\s-]*$/i.test(joined)) continue;
    return rateAttribution(joined, i);
  }
  return null;
}

function mayStartAttribution(line: string): boolean {
  // Most lines hold no address: to look for the sign is much quicker than for all around it.
  return STARTS.test(line) || (line.includes('@') && EMAIL.test(line)) || VERB.test(line);
}

function rateAttribution(joined: string, lastLine: number): Attribution | null {
  const flat = joined.replace(/\u00a0/g, ' ');
  const hasEmail = EMAIL.test(flat) || /\[mailto:/i.test(flat);
  const hasDate = DATE.test(flat);
  const hasTime = TIME.test(flat);
  const hasVerb = VERB.test(flat);
  const known = STARTS.test(flat) || startsWithName(flat);
  const isMarked = MARKED_EMAIL.test(flat);
  if (isProse(flat, isMarked)) return null;
  const isSaid = isMarked ? hasVerb || hasTime : hasVerb;
  if (known && hasEmail && hasDate && isSaid) return { lastLine, strength: 'strong' };
  if (hasVerb && (hasDate || hasEmail || hasTime || known)) return { lastLine, strength: 'weak' };
  return null;
}

/** Somebody tells of a letter; no program introduces it. */
function isProse(flat: string, isMarked: boolean): boolean {
  const plain = flat.replace(BRACKETED_EMAIL, '').replace(/\s+/g, ' ');
  return PERSON.test(plain) || (!isMarked && (PROSE.test(plain) || ADDRESSED.test(flat)));
}

/** "Max Muster <max@x> schrieb am ...": the verb comes after at most six capitalised words. */
function startsWithName(line: string): boolean {
  const verb = VERB.exec(line);
  if (verb === null) return false;
  const words = line
    .slice(0, verb.index)
    .replace(/[<[(][^>\])]*[>\])]/g, '')
    .trim()
    .split(/\s+/);
  return words.length <= 6 && words.every((word) => !/^\p{Ll}{4,}/u.test(word));
}

export type HeaderBlock = { lastLine: number };

/**
 * Reads a block of header lines as Outlook and others put above a quote. A single line such as
 * "Von: meinem Nachbarn ..." is none: it takes a sender, a date and a subject or address. A
 * journey or a parcel has a sender, a recipient and a time as well, so these are not enough.
 */
export function readHeaderBlock(
  lines: readonly string[],
  at: number,
  afterMark: boolean,
): HeaderBlock | null {
  const first = labelKind(lines[at] ?? '');
  if (first === null || first === 'other' || first === 'cc') return null;
  const kinds = new Set<HeaderKind>();
  let evidence = afterMark;
  let hasAddress = false;
  let lastLine = at;
  let wrapped = 0;
  for (let i = at; i < lines.length && i < at + HEADER_BLOCK_LINES; i += 1) {
    const line = lines[i]!;
    const kind = labelKind(line);
    if (kind === null) {
      if (line.trim() === '' || (wrapped += 1) > WRAPPED_LINES) break;
      continue;
    }
    // The quoted text may begin with a label of its own: a second sender is not the header's.
    if (kinds.has(kind) && kind !== 'other' && kind !== 'cc') break;
    kinds.add(kind);
    lastLine = i;
    wrapped = 0;
    if (EMAIL.test(line)) hasAddress = true;
    if (hasAddress || (kind === 'date' && TIME.test(line))) evidence = true;
  }
  const isLetter = afterMark || hasAddress || kinds.has('subject');
  const enough = isLetter && kinds.has('from') && (kinds.has('subject') || kinds.has('date'));
  const needed = afterMark ? 2 : 3;
  return enough && kinds.size >= needed && evidence
    ? { lastLine: lastLine + wrapAfter(lines, lastLine) }
    : null;
}

/** A wrapped subject or address list goes on in an indented or bracketed line. */
function wrapAfter(lines: readonly string[], last: number): number {
  let more = 0;
  while (
    more < 3 &&
    /^(?:[ \t]+\S|<[^\s<>]+@[^\s<>]+>\s*[;,]?\s*$)/.test(lines[last + more + 1] ?? '')
  ) {
    if (/:\s*$/.test(lines[last] ?? '') && more > 0) break;
    more += 1;
  }
  return more;
}

function labelKind(line: string): HeaderKind | null {
  const start = line.slice(0, 60);
  if (line.length > 2000 || !start.includes(':')) return null;
  const match = LABEL_LINE.exec(start);
  return match === null ? null : (LABEL_KIND.get(match[1]!.trim().toLowerCase()) ?? null);
}

const FORWARD_WORDS =
  'forwarded message|weitergeleitete nachricht|weitergeleitete (?:e-)?mail|message transféré|' +
  'mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|' +
  'videresendt meddelelse|vidarebefordrat meddelande|přeposlaná zpráva|továbbított üzenet|' +
  'przekazana wiadomość|пересланное сообщение|перенаправленное сообщение|weitergeleitet';
const ORIGINAL_WORDS =
  'original message|ursprüngliche (?:nachricht|mitteilung|(?:e-)?mail)|originalnachricht|' +
  "original-nachricht|original nachricht|original-mail|message d'origine|message original|" +
  'mensaje original|messaggio originale|messaggio original|oorspronkelijk bericht|' +
  'mensagem original|oprindelig meddelelse|oprindelig besked|opprinnelig melding|' +
  'ursprungligt meddelande|originalmeddelande|původní zpráva|eredeti üzenet|' +
  'oryginalna wiadomość|исходное сообщение|reply message|original email';
const FORWARD = new RegExp(`^[\\s*>]*[-_]{2,}\\s*(?:${FORWARD_WORDS})\\s*[-_]{2,}`, 'iu');
const FORWARD_SENTENCE = new RegExp(
  String.raw`^[\s*>]*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|` +
    String.raw`début du message (?:transféré|réexpédié)|inizio messaggio inoltrato|` +
    String.raw`inicio del mensaje reenviado)\s*:\s*$`,
  'iu',
);
const ORIGINAL = new RegExp(`^[\\s*]*[-_]{2,}\\s*(?:${ORIGINAL_WORDS})\\s*[-_]{2,}`, 'iu');
/** GroupWise marks its attribution with what others mark quotes with. */
const GROUPWISE = /^>>> ?\S.{4,280} >>>\s*$/;
const DASHED_ATTRIBUTION = /^-{2,} .{4,200} (?:wrote|schrieb) -{2,}\s*$/i;

/** What a line says that stands between an answer and a quote or a forwarded message. */
export function readSeparator(line: string): 'forward' | 'original' | null {
  if (line.length > 300) return null;
  if (isGroupWise(line)) return 'original';
  if (FORWARD.test(line) || FORWARD_SENTENCE.test(line)) return 'forward';
  return ORIGINAL.test(line) || (DASHED_ATTRIBUTION.test(line) && DATE.test(line))
    ? 'original'
    : null;
}

function isGroupWise(line: string): boolean {
  return line.startsWith('>>> ') && GROUPWISE.test(line) && DATE.test(line);
}

/** A rule of underscores or dashes, as Outlook draws above its header block. */
export function isRule(line: string): boolean {
  return /^\s*(?:_{10,}|-{10,}|={10,})\s*$/.test(line);
}

/** Quoted with `>`; a lone ">From " is the escape of a mailbox file, not a quote. */
export function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line) && !/^>From \S/.test(line) && !isGroupWise(line);
}

const DEVICE =
  '(?:iphone|ipad|ipod|apple watch|mac|handy|smartphone|tablet|mobiltelefon|mobilgerät|mobile|' +
  'mobile device|phone|blackberry|android|galaxy|samsung|huawei|xiaomi|nokia|windows phone|' +
  'outlook|mail|gmx|web\\.de|1&1|ionos|freenet|t-online|yahoo|proton|protonmail|tutanota|tuta|' +
  'gmail|thunderbird|posteo|mailbox\\.org|aol|hotmail|nine|bluemail|k-9|fairmail|wiko|' +
  'sony|lg|htc|telekom|vodafone)';
const SOME = '[^.!?,;\\n]{0,40}';
const SENT_FROM = new RegExp(
  '^\\s*(?:' +
    `(?:von|mit|über|via) ${SOME}${DEVICE}${SOME} (?:gesendet|versendet|verschickt|geschickt)` +
    `|(?:gesendet|versendet|verschickt|geschickt) (?:von|mit|über|via|aus) ` +
    `${SOME}${DEVICE}${SOME}` +
    `|diese (?:nachricht|e-mail|mail) wurde (?:von|mit|über) ${SOME}${DEVICE}${SOME} ` +
    '(?:gesendet|verschickt|geschickt)' +
    `|sent (?:from|with|via|by|using) ${SOME}${DEVICE}${SOME}` +
    '|(?:(?:get|holen sie sich) )?outlook (?:for|für) (?:ios|android)' +
    `|(?:envoyé|enviado|inviato|verzonden|verstuurd|skickat|sendt) ${SOME}${DEVICE}${SOME}` +
    ')[\\s.!]*(?:<[^<>\\s]{1,200}>|\\(https?:[^()\\s]{1,200}\\)|https?:\\S{1,200})?' +
    '(?: beziehen| holen)?[\\s.]*$',
  'iu',
);
/** Words that make a sentence of it. */
const SENTENCE =
  /\b(?:war|ist|nicht|hat|habe|haben|kein|keine|und|aber|ich|was|is|not|has|have|and|but|i|to)\b/iu;

/** "Von meinem iPhone gesendet" and the like, as a line of its own. */
export function isSentFrom(line: string): boolean {
  if (line.length > 300 || !/\p{L}{3}/u.test(line)) return false;
  const bare = line.replace(/[*_]/g, '').replace(/\[([^[\]]*)\]\(https?:[^()\s]*\)/g, '$1');
  if (!SENT_FROM.test(bare)) return false;
  const words = bare.replace(/<[^<>]*>|https?:\S+/g, '');
  return words.length < 120 && !SENTENCE.test(words);
}
