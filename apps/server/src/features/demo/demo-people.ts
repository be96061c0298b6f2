/**
 * The people of the named world. They are the same as in tests and documentation; every address
 * lies under a domain that RFC 2606 reserves, every number in the range kept free for fiction.
 */

export const demoFirm = {
  name: 'Falk Hausgeräte',
  timeZone: 'Europe/Berlin',
  address: 'service@falk.example',
  answerWithin_hours: 48,
  newsletterId: 'newsletter-steam-20@news.falk.example',
} as const;

export const demoTeams = {
  service: {
    name: 'Kundendienst',
    signature: 'Freundliche Grüße / Kind regards\n{member}\nFalk Hausgeräte, Kundendienst',
  },
  spareParts: {
    name: 'Ersatzteile',
    signature: 'Freundliche Grüße / Kind regards\n{member}\nFalk Hausgeräte, Ersatzteile',
  },
} as const;
export type TeamKey = keyof typeof demoTeams;

export interface DemoMember {
  readonly name: string;
  readonly email: string;
  readonly role: 'supervisor' | 'agent' | 'colleague';
  readonly locale: 'de' | 'en';
  readonly teams: readonly TeamKey[];
}

export const demoMembers = {
  weber: {
    name: 'Carla Weber',
    email: 'carla.weber@falk.example',
    role: 'supervisor',
    locale: 'de',
    teams: ['service', 'spareParts'],
  },
  ito: {
    name: 'Kenji Ito',
    email: 'kenji.ito@falk.example',
    role: 'agent',
    locale: 'de',
    teams: ['service'],
  },
  brandt: {
    name: 'Mia Brandt',
    email: 'mia.brandt@falk.example',
    role: 'agent',
    locale: 'de',
    teams: ['service', 'spareParts'],
  },
  okoye: {
    name: 'Ada Okoye',
    email: 'ada.okoye@falk.example',
    role: 'colleague',
    locale: 'en',
    teams: [],
  },
} as const satisfies Record<string, DemoMember>;
export type MemberKey = keyof typeof demoMembers;

interface DemoContact {
  readonly name: string;
  readonly email: string;
  readonly locale: 'de' | 'en';
}

export const demoContacts = {
  vogt: { name: 'Lena Vogt', email: 'lena.vogt@mail.example', locale: 'de' },
  aydin: { name: 'Emre Aydin', email: 'emre.aydin@post.example', locale: 'de' },
  rosa: { name: 'Rosa Lindqvist', email: 'rosa@kitchen-notes.example', locale: 'en' },
  hoffmann: { name: 'Jürgen Hoffmann', email: 'j.hoffmann@heimpost.example', locale: 'de' },
  nair: { name: 'Priya Nair', email: 'priya.nair@mail.example', locale: 'en' },
  krueger: { name: 'Sabine Krüger', email: 'sabine.krueger@mail.example', locale: 'de' },
  whitaker: { name: 'Tom Whitaker', email: 'tom@whitaker-family.example', locale: 'en' },
  oeztuerk: { name: 'Elif Öztürk', email: 'elif.oeztuerk@post.example', locale: 'de' },
  brenner: {
    name: 'Dr. Matthias Brenner',
    email: 'praxis@zahnarzt-brenner.example',
    locale: 'de',
  },
  oleary: { name: 'Hannah O’Leary', email: 'hannah.oleary@mail.example', locale: 'en' },
  sommer: { name: 'Ingrid Sommer', email: 'ingrid.sommer@heimpost.example', locale: 'de' },
  vandijk: { name: 'Piet van Dijk', email: 'piet@vandijk.example', locale: 'en' },
  reinhardt: {
    name: 'Claudia Reinhardt',
    email: 'einkauf@hotel-seeblick.example',
    locale: 'de',
  },
  lehmann: { name: 'Markus Lehmann', email: 'markus.lehmann@mail.example', locale: 'de' },
  rahman: { name: 'Aisha Rahman', email: 'aisha.rahman@mail.example', locale: 'en' },
  schuster: { name: 'Bernd Schuster', email: 'bernd.schuster@post.example', locale: 'de' },
  ferrari: { name: 'Giulia Ferrari', email: 'giulia@cucina-ferrari.example', locale: 'en' },
  petersen: { name: 'Nils Harmsen', email: 'nils.harmsen@mail.example', locale: 'de' },
  wolf: { name: 'Katharina Wolf', email: 'katharina.wolf@mail.example', locale: 'de' },
  adeyemi: { name: 'Samuel Adeyemi', email: 'samuel.adeyemi@mail.example', locale: 'en' },
  tietz: { name: 'Regina Tietz', email: 'tietz@verbraucherrat.example', locale: 'de' },
  baumann: { name: 'Elektro Baumann', email: 'service@elektro-baumann.example', locale: 'de' },
  hartwig: { name: 'Monika Hartwig', email: 'monika.hartwig@post.example', locale: 'de' },
  grant: { name: 'Oliver Grant', email: 'oliver.grant@northmail.example', locale: 'en' },
  demir: { name: 'Yusuf Demir', email: 'yusuf.demir@post.example', locale: 'de' },
  meyer: { name: 'Charlotte Meyer', email: 'charlotte.meyer@mail.example', locale: 'de' },
  fischer: { name: 'Ben Fischer', email: 'ben.fischer@uni.example', locale: 'de' },
  kraft: { name: 'Anneliese Kraft', email: 'anneliese.kraft@heimpost.example', locale: 'de' },
  kowalski: { name: 'Daniel Kowalski', email: 'daniel.kowalski@mail.example', locale: 'en' },
  paulsen: { name: 'Grete Paulsen', email: 'grete.paulsen@heimpost.example', locale: 'de' },
  lorenz: { name: 'Thea Lorenz', email: 'thea.lorenz@mail.example', locale: 'de' },
  bakker: { name: 'Nora Bakker', email: 'nora@bakker-home.example', locale: 'en' },
  winkler: { name: 'Hans Winkler', email: 'hans.winkler@post.example', locale: 'de' },
  doyle: { name: 'Sean Doyle', email: 'sean.doyle@northmail.example', locale: 'en' },
  albrecht: { name: 'Stefanie Albrecht', email: 'stefanie.albrecht@mail.example', locale: 'de' },
} as const satisfies Record<string, DemoContact>;
export type ContactKey = keyof typeof demoContacts;
