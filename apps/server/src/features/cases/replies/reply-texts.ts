import { defineTexts } from '../../../platform/i18n/texts.ts';

const en = {
  forwarded: `---------- Forwarded message ----------
From: {from}
Date: {date} UTC
Subject: {subject}

{text}`,
};

const de: { [K in keyof typeof en]: string } = {
  forwarded: `---------- Weitergeleitete Nachricht ----------
Von: {from}
Datum: {date} UTC
Betreff: {subject}

{text}`,
};

/** Texts that stand in outgoing mail beside what the member wrote. */
export const replyText = defineTexts(en, de);
