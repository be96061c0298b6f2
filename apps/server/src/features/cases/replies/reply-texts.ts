import { defineContactTexts, type TextsLike } from '../../../platform/i18n/texts.ts';

const en = {
  forwarded: `---------- Forwarded message ----------
From: {from}
Date: {date} UTC
Subject: {subject}

{text}`,
};

const de: TextsLike<typeof en> = {
  forwarded: `---------- Weitergeleitete Nachricht ----------
Von: {from}
Datum: {date} UTC
Betreff: {subject}

{text}`,
};

const es: TextsLike<typeof en> = {
  forwarded: `---------- Mensaje reenviado ----------
De: {from}
Fecha: {date} UTC
Asunto: {subject}

{text}`,
};

const pt: TextsLike<typeof en> = {
  forwarded: `---------- Mensagem reencaminhada ----------
De: {from}
Data: {date} UTC
Assunto: {subject}

{text}`,
};

/** Texts that stand in outgoing mail beside what the member wrote. */
export const replyText = defineContactTexts(en, de, es, pt);
