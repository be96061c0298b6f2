import { bringLater } from './bring-later.ts';
import { el, fill } from './draw.ts';
import type { View } from './talk-view.ts';
import type { Context } from './widget-context.ts';

/** Earlier conversations, and the way to a new one. */
export function createListView(context: Context, begin: () => void): View {
  const { client, settings, speech, root, go } = context;
  bringLater(root, speech);
  const { t } = speech;
  const list = el('ul', { class: 'talks' });
  const another = el('button', { type: 'button', class: 'wide', click: begin }, t('newTalk'));
  const view: View = {
    box: el(
      'div',
      { class: 'start' },
      el('div', { class: 'scroll', tabindex: 0 }, el('h3', {}, t('earlier')), list),
      el('footer', {}, another),
    ),
    title: settings.title || settings.organisation,
    subtitle: settings.availability.words,
    update() {
      const rows = client.conversations().map((one) => {
        const { id, subject, state, unread, last_message_at: at } = one;
        const words = [t(state), speech.time(at)].join(' · ');
        return el(
          'li',
          {},
          el(
            'button',
            { type: 'button', click: () => go(id) },
            el('span', { class: 'name', dir: 'auto' }, subject),
            el('small', {}, words),
            unread > 0 && el('b', { 'aria-label': t('unread', { count: unread }) }, String(unread)),
          ),
        );
      });
      fill(list, ...rows);
    },
    focus: () => (list.querySelector('button') ?? another).focus({ preventScroll: true }),
  };
  return view;
}
