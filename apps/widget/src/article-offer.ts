import { bringLater } from './bring-later.ts';
import { el, fill } from './draw.ts';
import type { Context } from './widget-context.ts';

/** Somebody pauses for this long before articles are looked for. */
const pause_ms = 600;
const shortest = 8;
const most = 3;

/** Offers articles that may answer what is being typed; nobody must read them. */
export function createArticleOffer({ client, speech, root }: Context) {
  bringLater(root, speech);
  const list = el('ul');
  const box = el(
    'section',
    { class: 'articles', hidden: true, 'aria-live': 'polite' },
    el('h4', {}, speech.t('articles')),
    list,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';

  async function look(matter: string): Promise<void> {
    if (matter === asked) return;
    asked = matter;
    const found = await client.articles(matter).catch(() => []);
    if (matter !== asked) return;
    const rows = found.slice(0, most).map(({ title, excerpt, text, url }) => {
      const outside = { href: url, target: '_blank', rel: 'noopener noreferrer' };
      return el(
        'li',
        {},
        url
          ? el('a', outside, title)
          : el('details', {}, el('summary', {}, title), el('p', { dir: 'auto' }, text)),
        el('small', {}, excerpt),
      );
    });
    fill(list, ...rows);
    box.hidden = rows.length === 0;
  }

  return {
    box,
    type(text: string): void {
      clearTimeout(timer);
      const words = text.trim().slice(0, 200);
      if (words.length < shortest) box.hidden = true;
      else timer = setTimeout(() => void look(words), pause_ms);
    },
  };
}
