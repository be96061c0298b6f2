type Locale = 'de' | 'en';
type Words = Record<Locale, string>;

export interface PlaybookStep {
  code: string;
  title: Words;
  description: Words;
  dueAfter_minutes: number;
}

export interface Playbook {
  code: string;
  name: Words;
  because: Words;
  steps: readonly PlaybookStep[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** What evidence puts first: an answer at once, from a person, with a name. */
const answerNow: PlaybookStep = {
  code: 'answer',
  title: { de: 'Sofort und persönlich antworten', en: 'Answer at once, as a person' },
  description: {
    de: 'Mit Namen: was wir verstanden haben, wer sich kümmert und bis wann. Noch keine Entschädigung.',
    en: 'By name: what we understood, who takes care and by when. No compensation yet.',
  },
  dueAfter_minutes: HOUR,
};
const call: PlaybookStep = {
  code: 'call',
  title: { de: 'Anrufen (oder persönlich schreiben)', en: 'Call (or write in person)' },
  description: {
    de: 'Wir rufen an, niemand muss uns anrufen. Wer nur schreiben kann oder möchte, dem schreiben wir.',
    en: 'We call; nobody has to call us. Whoever can or will only write is written to.',
  },
  dueAfter_minutes: 4 * HOUR,
};
const explain: PlaybookStep = {
  code: 'explain',
  title: { de: 'Erklären, was geschehen ist', en: 'Explain what happened' },
  description: {
    de: 'Einmal entschuldigen, dann erklären: Ursache, und was sich ändert. Die Entschuldigung nicht wiederholen.',
    en: 'Apologise once, then explain: the cause, and what changes. Do not repeat the apology.',
  },
  dueAfter_minutes: DAY,
};
const repair: PlaybookStep = {
  code: 'repair',
  title: { de: 'In Ordnung bringen und bestätigen', en: 'Put it right and confirm it' },
  description: {
    de: 'Was der Kontakt eigentlich wollte, ist erledigt; er hat es von uns gehört.',
    en: 'What the contact wanted in the first place is done, and they heard it from us.',
  },
  dueAfter_minutes: 3 * DAY,
};
const gesture: PlaybookStep = {
  code: 'gesture',
  title: { de: 'Zuletzt und privat: eine Geste', en: 'Last and in private: a gesture' },
  description: {
    de: 'Erst wenn die Sache gelöst ist. Nicht öffentlich und nie statt der Lösung. Nicht nötig? Aufgabe entfernen.',
    en: 'Only when the matter is solved. Not in public, never instead of solving. Not needed? Remove the task.',
  },
  dueAfter_minutes: 5 * DAY,
};

/**
 * How to make good. The order is the same in all: a quick human answer, where it was public in
 * public; then we call; explanation before apologies are repeated; compensation last and private.
 * Sources: Herhausen et al. 2019 (J. Marketing 83(3)): explanation and empathy work, mere apology
 * repeated does not; Tripp & Grégoire 2011: customers who were let down twice want it put right.
 */
export const playbooks: readonly Playbook[] = [
  {
    code: 'long_way',
    name: { de: 'Zu oft herumgeschickt', en: 'Sent around too often' },
    because: {
      de: 'Wer sich immer wieder melden musste, braucht zuerst einen Menschen, der die Sache behält.',
      en: 'Whoever had to write again and again first needs one person who keeps the matter.',
    },
    steps: [answerNow, call, explain, repair, gesture],
  },
  {
    code: 'broken_promise',
    name: { de: 'Zusage gebrochen', en: 'A promise was broken' },
    because: {
      de: 'Das gebrochene Wort wird genannt, begründet und durch ein neues ersetzt, das wir halten können.',
      en: 'The broken word is named, explained and replaced by one that we can keep.',
    },
    steps: [
      {
        ...answerNow,
        title: {
          de: 'Die gebrochene Zusage von uns aus ansprechen',
          en: 'Name the broken promise ourselves',
        },
      },
      explain,
      {
        code: 'new_promise',
        title: { de: 'Neu zusagen, mit Puffer', en: 'Promise anew, with room' },
        description: {
          de: 'Ein Termin, den wir sicher halten. Vorher erinnern lassen.',
          en: 'A time that we will surely keep. Have yourself reminded before.',
        },
        dueAfter_minutes: DAY,
      },
      repair,
      gesture,
    ],
  },
  {
    code: 'public_complaint',
    name: { de: 'Öffentliche Beschwerde', en: 'A complaint in public' },
    because: {
      de: 'Wo öffentlich gefragt wurde, wird öffentlich und kurz geantwortet; Persönliches klären wir selbst.',
      en: 'What was asked in public is answered there, briefly; what is personal we settle ourselves.',
    },
    steps: [
      {
        code: 'answer_public',
        title: {
          de: 'Dort antworten, wo es öffentlich war',
          en: 'Answer where it was public',
        },
        description: {
          de: 'Eigener Name, keine Textbausteine, keine persönlichen Angaben, kein „schreiben Sie uns“.',
          en: 'Own name, no boilerplate, nothing personal, no "send us a message".',
        },
        dueAfter_minutes: HOUR,
      },
      call,
      explain,
      repair,
      {
        code: 'close_public',
        title: { de: 'Öffentlich sagen, wie es ausging', en: 'Say in public how it ended' },
        description: {
          de: 'In einem Satz und nur, wenn der Kontakt einverstanden ist.',
          en: 'In one sentence, and only if the contact agrees.',
        },
        dueAfter_minutes: 4 * DAY,
      },
      gesture,
    ],
  },
];

/** A playbook by its code; null where there is none. */
export function findPlaybook(code: string): Playbook | null {
  return playbooks.find((one) => one.code === code) ?? null;
}

/** Points from which on making good is suggested. */
const SUGGESTED_FROM = 4;

/** Which playbook fits the reasons of an escalation; null where nobody was let down that far. */
export function suggestPlaybook(score: number, codes: readonly string[]): Playbook | null {
  if (score < SUGGESTED_FROM) return null;
  if (codes.includes('public_post')) return findPlaybook('public_complaint');
  return findPlaybook(codes.includes('promise_broken') ? 'broken_promise' : 'long_way');
}
