import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { WebPushNews } from '@earshot/contract/web-push-contract.ts';
import { pushWords_max } from '../web-limits.ts';
import { webText } from '../web-texts.ts';

/** What a notification says: that there is an answer, and its beginning only where words are given. */
export function writePushNews(said: {
  talkId: string;
  title: string;
  locale: ContactLanguage;
  words: string;
}): WebPushNews {
  const line = said.words.replaceAll(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  const cut = letters.slice(0, pushWords_max - 1).join('');
  const words = letters.length > pushWords_max ? `${cut}…` : line;
  return {
    type: 'answer',
    conversation_id: said.talkId,
    title: said.title,
    body: words === '' ? webText(said.locale, 'pushed') : words,
  };
}
