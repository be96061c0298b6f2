/** Outside help that a contact names: the matter is about to leave the house. */
export type OutsideHelp = 'lawyer' | 'press' | 'consumer_body' | 'video';

export interface OutsideWords {
  help: OutsideHelp;
  words: string;
}

interface HelpPattern {
  help: OutsideHelp;
  pattern: RegExp;
  /** The same words in a sense that is no threat to anybody. */
  unless?: RegExp;
}

/** What people do with a lawyer, the press or an authority, before or after naming them. */
const deedDe =
  '(?:einschalt\\w*|eingeschaltet|einzuschalten|beauftrag\\w*|übergeb\\w*|überlass\\w*|wend\\w*|gewandt|melde\\w*|' +
  'meld\\b|inform\\w*|weiterleit\\w*|weitergeleitet|geh\\w*|gegangen|hör\\w*|schreib\\w*|kontaktier\\w*|nehm\\w*|nimm\\w*|' +
  'genommen|prüf\\w*|droh\\w*|rat\\b|konsultier\\w*|beschwer\\w*|angeruf\\w*|anruf\\w*|vertret\\w*|interessier\\w*)';
const near = '[^.!?\\n]{0,70}';
const lawyerDe =
  '(?:rechtsanwalt\\w*|rechtsanwält\\w*|anwalt|anwalts|anwälte|anwältin|anwaltskanzlei|rechtsbeistand|rechtsschutz(?:versicherung)?)';
const pressDe =
  '(?:(?:an |bei |mit )?(?:die|der) (?:lokal|fach|tages|boulevard)?presse|zeitung(?:en)?|redaktion|journalist(?:en|in)?|fernsehen|' +
  '(?:die|den) medien|bild-?zeitung|wiso|rtl|plusminus|verbrauchermagazin)';
const bodyDe =
  '(?:verbraucherzentrale|verbraucherschutz(?:zentrale|verband)?|schlichtungsstelle|ombudsmann|ombudsstelle|bundesnetzagentur|' +
  'aufsichtsbehörde|gewerbeaufsicht|marktaufsicht|datenschutzbehörde|stiftung warentest)';
const deedEn =
  '(?:contact\\w*|involv\\w*|hear from|speak\\w*|spoke|talk\\w*|consult\\w*|instruct\\w*|hand\\w*|pass\\w*|go(?:ing)?|went|' +
  'writ\\w*|report\\w*|complain\\w*|turn\\w*|call\\w*|inform\\w*|tell\\w*|told|escalat\\w*|refer\\w*|tak\\w*|get\\w*|hir\\w*|su(?:e|ing))';
const lawyerEn = '(?:lawyer|solicitor|attorney|barrister|legal counsel)s?';
const pressEn =
  '(?:the (?:local |national |tech )?press|newspapers?|journalists?|the media|tv station|watchdog|reporters?)';
const bodyEn =
  '(?:trading standards|ombudsman|consumer (?:protection|rights|advice|association)\\w*|citizens advice|better business bureau|' +
  '\\bbbb\\b|\\bftc\\b|regulator|small claims)';

function either(thing: string, deed: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}-])${thing}(?![\\p{L}-])${near}(?<![\\p{L}])${deed}|` +
      `(?<![\\p{L}])${deed}${near}(?<![\\p{L}-])${thing}(?![\\p{L}-])`,
    'iu',
  );
}

/** Most messages have none of these and are not looked at any closer. */
const anyHelp =
  /anwalt|anwält|recht|jurist|anzeige|klage|gericht|mahnbescheid|lawyer|solicitor|attorney|barrister|legal|court|\bsu(?:e|ing)\b|presse?|zeitung|redaktion|journalist|fernsehen|medien|wiso|rtl|plusminus|magazin|newspaper|media|tv station|watchdog|reporter|verbraucher|schlichtung|ombud|behörde|bundesnetz|aufsicht|warentest|trading standards|consumer|citizens|business bureau|\bbbb\b|\bftc\b|regulator|small claims|video|film|clip|aufnahme|youtube|tiktok|instagram|reel/iu;

/** Nobody threatens who denies it, who is it, or who speaks of a friend. */
const denied =
  /\b(?:kein(?:e|en|er)?|ohne|nicht|no|without|not|don[’']t|n[’']t)\b[^.!?\n]{0,25}$|\b(?:arbeite|work)\b[^.!?\n]{0,25}$/iu;

const patterns: readonly HelpPattern[] = [
  {
    help: 'lawyer',
    pattern: either(lawyerDe, deedDe),
    unless:
      /\b(?:ich bin|wir sind|als|von beruf|bei uns in der|für unsere|in unserer|unsere) (?:rechts)?(?:anwalt\w*|anwält\w*|kanzlei)|(?:freund|freundin|bekannter|nachbar)\w*,? (?:der|die|ist)\b|anwalts(?:frau|gehilf|fachangestellt)/iu,
  },
  {
    help: 'lawyer',
    pattern:
      /rechtliche(?:n)? schritte|juristische(?:n)? schritte|rechtsweg|strafanzeige|(?<!\p{L})(?:ver)?klage(?:n)? (?:einreichen|erheben|gegen sie|sie)|sie verklagen|mahnbescheid|vor gericht/iu,
    unless: /schritte sind nicht|möchte ich nicht|ohne rechtliche/iu,
  },
  {
    help: 'lawyer',
    pattern: either(lawyerEn, deedEn),
    unless:
      /\b(?:lawyer|attorney|solicitor) (?:friend|neighbou?r|cousin|jokes?)|\bfriend(?:,? who)? is an? (?:lawyer|attorney|solicitor)|\bi(?:[’']m| am) an? (?:lawyer|attorney|solicitor)|\bas an? (?:lawyer|attorney|solicitor)/iu,
  },
  {
    help: 'lawyer',
    pattern:
      /\b(?:take|taking|pursue|consider(?:ing)?|start) legal (?:action|steps|proceedings)|\bsee you in court|\b(?:take|taking) (?:you|this|it) to court|\bsu(?:e|ing) (?:you|your company|falk)/iu,
  },
  {
    help: 'press',
    pattern: either(pressDe, deedDe),
    unless:
      /\b(?:knopf|taste|schalter|hebel|deckel|saft|knoblauch|obst|french)\b|in der zeitung (?:gelesen|gesehen)|(?:der|die) presse (?:drück|nach unten|klemmt|geht nicht|quietscht)|zeitungs(?:papier|anzeige|abo)|(?:abo|zustellung|ausgabe|träger)/iu,
  },
  {
    help: 'press',
    pattern: either(pressEn, deedEn),
    unless:
      /\bpress(?:ed|ing)? (?:the|on|down|and|any)\b|\b(?:french|juice|garlic|cider|bench|printing) press|\bpress(?:ing)? (?:button|release|fit)|\b(?:read|saw|wrapped)\b[^.!?\n]{0,30}\b(?:newspaper|press)/iu,
  },
  {
    help: 'consumer_body',
    pattern: either(bodyDe, deedDe),
    unless: /stiftung warentest[^.!?\n]{0,40}(?:gut|sehr gut|empf|getestet|testsieger|bewertet)/iu,
  },
  { help: 'consumer_body', pattern: either(bodyEn, deedEn) },
  {
    help: 'video',
    pattern:
      /(?:video|film|clip|aufnahme)\w*[^.!?\n]{0,60}(?:auf|bei|ins?) (?:youtube|tiktok|instagram|facebook|netz|internet|social media)|(?:auf|bei) (?:youtube|tiktok|instagram)[^.!?\n]{0,60}(?:veröffentlich\w*|hochlad\w*|stell\w*|post\w*|zeig\w*|teil\w*)|video[^.!?\n]{0,40}(?:veröffentlich|viral|öffentlich|hochladen)/iu,
    unless:
      /\b(?:ihr|euer|eure|ihre|das|die|ein)\w* (?:anleitung|erklär|tutorial|youtube)\w*|\b(?:gefunden|gesehen|angesehen|angeschaut|geschaut|gesucht|anleitung|link zu)\b/iu,
  },
  {
    help: 'video',
    pattern:
      /\b(?:post|upload|publish|shar|put|mak|film)\w*\b[^.!?\n]{0,50}\b(?:video|clip|reel)\w*[^.!?\n]{0,50}\b(?:youtube|tiktok|instagram|facebook|online|public|viral|everyone|everybody)|\bvideo\b[^.!?\n]{0,40}\b(?:go(?:es)? viral|on (?:youtube|tiktok|instagram))/iu,
    unless:
      /\byour (?:\w+ )?(?:video|tutorial|youtube)|\b(?:watched|found|followed|saw|seen)\b|\b(?:only )?for you\b/iu,
  },
];

/**
 * Where a contact names a lawyer, the press, a consumer body or a public video as what comes next;
 * null where the words mean something else, such as a French press or a friend who is a lawyer.
 * `text` is what the writer says themselves: a law firm’s own signature is not in it.
 */
export function findOutsideHelp(text: string): OutsideWords | null {
  if (!anyHelp.test(text)) return null;
  for (const sentence of listSentences(text)) {
    for (const { help, pattern, unless } of patterns) {
      const found = pattern.exec(sentence);
      if (!found || unless?.test(sentence)) continue;
      if (denied.test(sentence.slice(0, found.index))) continue;
      return { help, words: found[0].trim() };
    }
  }
  return null;
}

function listSentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n{2,}/).map((one) => one.replaceAll(/\s+/g, ' ').trim());
}

/** Words of anger, not of disappointment: these are the ones that spread. */
const arousal: readonly RegExp[] = [
  /unverschämt\w*|frechheit|skandal(?:ös\w*)?|unfassbar|unglaublich (?:schlecht|dreist|frech)|dreist\w*|empör\w*|wütend|stinksauer|stocksauer|fassungslos|zumutung|lächerlich|verarsch\w*|abzocke|betrug|betrüger\w*|hölle|ekelhaft/iu,
  /(?:mir|uns) reicht(?:['’]?s| es)\b|es reicht(?:!| jetzt| mir)|ich (?:bin|habe) (?:es )?(?:leid|satt)|die schnauze voll|nie wieder (?:kauf|bestell|falk)/iu,
  /\b(?:outrag\w+|disgust\w+|furious|livid|appall\w+|disgrace\w*|scandal\w*|unbelievabl[ey]|ridiculous|a joke|scam\w*|fraud\w*|rip-?off|shameful|incompetent)\b/iu,
  /\b(?:fed up|sick (?:and tired )?of|had enough|last straw|never again)\b/iu,
  /!{3,}|[?!]{4,}/u,
];

/** High-arousal wording, with the words; anger in capital letters counts as well. */
export function findHighArousal(text: string): string | null {
  for (const pattern of arousal) {
    const found = pattern.exec(text);
    if (found) return found[0];
  }
  const shouted = text.match(/(?<![\p{L}\p{N}-])\p{Lu}{4,}(?![\p{L}\p{N}-])/gu) ?? [];
  return shouted.length >= 3 ? shouted.slice(0, 5).join(' ') : null;
}
