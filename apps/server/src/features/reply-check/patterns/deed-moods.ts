import { words, type WordSet } from '../engine/match-words.ts';

/** Past forms that do not end in -ed; a clause with one of them tells what was done. */
export const irregularPast: WordSet = words(
  'been went gone did done sent put took taken ran rang rung spoke spoken wrote written told',
  'held bled reset',
  'swapped got had bought brought gave given paid kept read set left made sat stood hung found',
  'sought turned',
  'bent split cut let met lent dug blew blown drove driven flew rode chose chosen rebuilt built',
  'redid redone',
  'undid undone unplugged withdrew forgot forgotten stuck shut drawn drew came ate dealt swept',
  'spun resent',
  'war waren hab habe haben hatte hatten ging gingen kam rief schrieb schickte fragte nahm zog',
  'gab tat bin sind',
  'drin raus draussen weg dran erledigt leer sauber',
);

/** German participles: `gemeldet`, `angerufen`, `installiert`, `versucht`. */
export const germanPast =
  /^(?:(?:ab|an|auf|aus|bei|durch|ein|fest|frei|hin|hinterher|her|heraus|los|mit|nach|neu|raus|rein|runter|um|vor|vorbei|weg|weiter|wieder|zu|zurueck|zusammen)?ge[a-z]{2,}(?:t|en)|[a-z]{3,}iert|[a-z]{0,7}(?:be|ver|er|ent|zer|ueber|unter)[a-z]{2,}(?:t|ssen|chen|rochen))$/;

/** Somebody else's doing, or a wish: nothing that the contact has behind them. */
export const undone: WordSet = words(
  'should could would shall will might may wants want like wish if unless before until soll',
  'sollte sollen wuerde',
  'moechte will kann koennte koennen wenn falls bevor ob statt instead cannot muss must brauche',
  'need',
);

export const denying: WordSet = words(
  'not never no nicht nie kein keine keinen ohne without yet cannot noch-nicht',
);

/** What a reply says of the usual reason, which is an advice to look there. */
export const usual: WordSet = words(
  'often usually normally mostly commonly generally typically typical common frequent reason',
  'cause culprit causes',
  'down because majority tends sometimes likely probably meist meistens oft haeufig',
  'normalerweise gewoehnlich',
  'typisch typischerweise ursache grund regel liegt steckt erfahrungsgemaess vielfach',
  'allenfalls vermutlich',
);

/** What is asked for without an imperative. */
export const offering: WordSet = words(
  'worth worthwhile recommend suggest advise advised recommended suggested need needs required',
  'require must',
  'should ought best might could may let start try easiest quickest simply just possible would',
  'mind sure ensure',
  'lohnt ratsam empfiehlt empfehlen empfehle raten rate sollte sollten muss muessen',
  'erforderlich noetig benoetigen',
  'benoetigt brauchen besten einfach koennen kann koennten moeglich moeglichkeit hilft helfen',
  'bitte testweise',
);
