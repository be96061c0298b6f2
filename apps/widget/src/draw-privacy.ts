import type { WebSettings } from '@earshot/contract/web-contract.ts';
import { el } from './draw.ts';
import type { Speech } from './speak.ts';

/** What is stored and why, where something is stored for the first time. */
export function drawPrivacy(settings: WebSettings, speech: Speech, more = ''): HTMLElement {
  const { privacy_text: text, privacy_url: href } = settings;
  const link = { href, target: '_blank', rel: 'noopener noreferrer' };
  return el(
    'p',
    { class: 'privacy', dir: 'auto' },
    `${text} ${more} `,
    href && el('a', link, speech.t('privacy')),
  );
}
