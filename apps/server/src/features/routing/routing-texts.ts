import { defineTexts } from '../../platform/i18n/texts.ts';

const room = '{held, plural, =0 {none} other {#}}';
const raum = '{held, plural, =0 {keines} other {#}}';

const en = {
  longest_idle: `You have been free longest of {others, plural, one {two} other {{people}}} ({minutes, plural, =0 {just now} one {# minute} other {# minutes}}), and have ${room} of {capacity}.`,
  only_one: `You are the only one with room just now: you have ${room} of {capacity}.`,
  asked_again: `Nobody else can take it, so it asks you once more: you have ${room} of {capacity}.`,
};

const de: { [K in keyof typeof en]: string } = {
  longest_idle: `Sie sind von {others, plural, one {zweien} other {{people}}} am längsten frei ({minutes, plural, =0 {gerade eben} one {# Minute} other {# Minuten}}) und haben ${raum} von {capacity}.`,
  only_one: `Nur Sie haben gerade Platz: Sie haben ${raum} von {capacity}.`,
  asked_again: `Sonst kann es niemand nehmen, darum noch einmal Sie: Sie haben ${raum} von {capacity}.`,
};

/** Why a conversation rings at a member. */
export const routingText = defineTexts(en, de);
