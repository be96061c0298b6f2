import type { Step, WordSet } from '../engine/match-words.ts';

/**
 * What a request is aimed at. `place`: somebody else, or another desk of ours. `channel`: another
 * way of writing or calling, a form, a site. `safe`: doctor, emergency call, own record.
 */
export type Aim = 'place' | 'channel' | 'address' | 'them' | 'us' | 'you' | 'safe';

export interface RequestVerb {
  forms: WordSet;
  /** One of these must stand within reach, such as `touch` of `get in touch`. */
  with?: WordSet;
  /** Kinds of aim that make a referral of it; left out: all. */
  aims?: readonly Aim[];
  /** The aim stands in the same clause. */
  isClose?: boolean;
  /** Weight without any aim: `dm us` is one by itself. */
  self?: number;
  /** Weight where the aim is only ourselves, the way left open. */
  us?: number;
}

/** The words of one language in which a contact is sent elsewhere, and what makes it no referral. */
export interface ReferralPatterns {
  verbs: readonly RequestVerb[];
  places: WordSet;
  placeEndings: readonly string[];
  channels: WordSet;
  channelEndings: readonly string[];
  /** Look like a place by their ending, or stand for something else. */
  noAim: WordSet;
  them: WordSet;
  us: WordSet;
  you: WordSet;
  safe: WordSet;
  /** Nobody is responsible, or somebody else is. */
  disclaimers: readonly Step[][];
  /** The same, where one of these words must be somebody: the `place` in between is looked for. */
  responsibles: readonly Step[][];
  /** Where something stands or somebody can be reached. */
  pointers: readonly Step[][];
  /** Must be done somewhere: `has to be submitted via`. */
  passives: readonly Step[][];
  /** Before what somebody is sent to: in, at, by. */
  prepositions: WordSet;
  /** Only there, only by them. */
  exclusive: readonly Step[][];
  /** The contact may, need not. */
  optional: readonly Step[][];
  /** Only if something else comes up. */
  conditional: readonly Step[][];
  /** Duties of law that stand in a letter whatever its subject. */
  statutory: readonly Step[][];
  /** What the contact gets there, or does with a thing: no errand. */
  receiving: WordSet;
  /** The contact wants to know where, how or whom to ask: then the place is the answer. */
  whereabouts: readonly Step[][];
  /** Places that hold everything and therefore answer nothing. */
  vast: WordSet;
  /** An appointment that was made for the contact. */
  arranged: readonly Step[][];
}
