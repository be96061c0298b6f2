/**
 * The named world: one household-appliance maker, its people and the people who write to it. Tests,
 * demo, screenshots and documentation use it, so that everybody meets the same persons everywhere.
 * Every address lies under a domain that RFC 2606 reserves.
 */
export interface WorldMember {
  readonly name: string;
  readonly email: string;
  readonly role: 'administrator' | 'supervisor' | 'agent' | 'colleague';
  readonly locale: 'de' | 'en';
}

export interface WorldContact {
  readonly name: string;
  readonly email: string;
  /** E.164; from 0171 39200xx, which the Bundesnetzagentur keeps free for fiction. */
  readonly phone: string | null;
  readonly locale: 'de' | 'en';
  readonly about: string;
}

export const falk = {
  name: 'Falk Hausgeräte',
  locale: 'de',
  timeZone: 'Europe/Berlin',
  domain: 'falk.example',
  supportAddress: 'service@falk.example',
  teams: { service: 'Kundendienst', spareParts: 'Ersatzteile', complaints: 'Beschwerden' },
} as const;

/** Another organisation on the same installation, which must never see anything of Falk. */
export const otherFirm = {
  name: 'Nordwind Energie',
  locale: 'de',
  timeZone: 'Europe/Berlin',
  domain: 'nordwind.example',
  supportAddress: 'hilfe@nordwind.example',
} as const;

export const members = {
  adams: {
    name: 'Ruth Adams',
    email: 'ruth.adams@falk.example',
    role: 'administrator',
    locale: 'en',
  },
  weber: {
    name: 'Carla Weber',
    email: 'carla.weber@falk.example',
    role: 'supervisor',
    locale: 'de',
  },
  ito: { name: 'Kenji Ito', email: 'kenji.ito@falk.example', role: 'agent', locale: 'de' },
  brandt: { name: 'Mia Brandt', email: 'mia.brandt@falk.example', role: 'agent', locale: 'de' },
  okoye: {
    name: 'Ada Okoye',
    email: 'ada.okoye@falk.example',
    role: 'colleague',
    locale: 'en',
  },
} as const satisfies Record<string, WorldMember>;

/** The administrator of the other organisation. */
export const stranger = {
  name: 'Jonas Petersen',
  email: 'jonas.petersen@nordwind.example',
  role: 'administrator',
  locale: 'de',
} as const satisfies WorldMember;

export const contacts = {
  vogt: {
    name: 'Lena Vogt',
    email: 'lena.vogt@mail.example',
    phone: '+491713920011',
    locale: 'de',
    about: 'Patient; the same kettle on three channels.',
  },
  aydin: {
    name: 'Emre Aydin',
    email: 'emre.aydin@post.example',
    phone: null,
    locale: 'de',
    about: 'Deaf: text only, and never “please call us”.',
  },
  rosa: {
    name: 'Rosa Lindqvist',
    email: 'rosa@kitchen-notes.example',
    phone: null,
    locale: 'en',
    about: 'Writes a blog about kitchens that many read.',
  },
} as const satisfies Record<string, WorldContact>;

/** What the matters are about: its reviews average 1.7 stars. */
export const kettle = { name: 'Falk Aqua 3', stars: 1.7 } as const;

/** Every member’s password in tests and demo; long enough for the rule, and known to everybody. */
export const worldPassword = 'kettle boils at noon';
