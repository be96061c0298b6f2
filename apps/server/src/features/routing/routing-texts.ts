import { defineTexts } from '../../platform/i18n/texts.ts';

const room = '{held, plural, =0 {none} other {#}}';
const raum = '{held, plural, =0 {keines} other {#}}';

const en = {
  longest_idle: `You have been free longest of {others, plural, one {two} other {{people}}} ({minutes, plural, =0 {just now} one {# minute} other {# minutes}}), and have ${room} of {capacity}.`,
  holder_away: `{holder} has the case, went away and has not answered; you have ${room} of {capacity}. It becomes yours only if you take it.`,
  only_one: `You are the only one with room just now: you have ${room} of {capacity}.`,
  asked_again: `Nobody else can take it, so it asks you once more: you have ${room} of {capacity}.`,
};

const de: { [K in keyof typeof en]: string } = {
  longest_idle: `Sie sind von {others, plural, one {zweien} other {{people}}} am längsten frei ({minutes, plural, =0 {gerade eben} one {# Minute} other {# Minuten}}) und haben ${raum} von {capacity}.`,
  holder_away: `{holder} hat den Vorgang, ist weg und hat nicht geantwortet; Sie haben ${raum} von {capacity}. Er wird nur Ihrer, wenn Sie ihn nehmen.`,
  only_one: `Nur Sie haben gerade Platz: Sie haben ${raum} von {capacity}.`,
  asked_again: `Sonst kann es niemand nehmen, darum noch einmal Sie: Sie haben ${raum} von {capacity}.`,
};

/** Why a conversation rings at a member. */
export const routingText = defineTexts(en, de);
