import type { ContactLanguage } from '@earshot/contract/contact-language.ts';

/** What the check offers to write stands in the language of the contact, not of the reader. */
const offered = {
  callback: {
    de: () => 'Wir rufen Sie an: Wann passt es Ihnen, und unter welcher Nummer?',
    en: () => 'We will call you: when does it suit you, and on which number?',
    es: () => 'Le llamamos: ¿cuándo le viene bien y a qué número?',
    pt: () => 'Telefonamos-lhe: quando lhe dá jeito e para que número?',
  },
  insert_promise: {
    de: () => `Ich kümmere mich darum und schreibe Ihnen hier bis ${nextWorkingDay('de')}.`,
    en: () => `I will take care of it and write to you here by ${nextWorkingDay('en-GB')}.`,
    es: () => `Me ocupo de ello y le escribiré aquí a más tardar el ${nextWorkingDay('es-ES')}.`,
    pt: () => `Trato disso e escrevo-lhe aqui até ${nextWorkingDay('pt-PT')}.`,
  },
} as const;

/** The sentence that an offer puts below the text; its writer changes it. */
export function composeOffer(offer: keyof typeof offered, language: ContactLanguage): string {
  return offered[offer][language]();
}

/** The next day that is no weekend, in words; the writer changes it. */
function nextWorkingDay(tag: string): string {
  const day = new Date();
  do day.setDate(day.getDate() + 1);
  while (day.getDay() === 0 || day.getDay() === 6);
  const words = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Intl.DateTimeFormat(tag, words).format(day);
}
