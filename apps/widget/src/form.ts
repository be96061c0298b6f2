import type { WebSettings } from '@earshot/contract/web-contract.ts';
import { el } from './draw.ts';
import { paintHost } from './fit-accent.ts';
import { loadSpeech } from './speak.ts';

export interface FormMount {
  server: string;
  locale: string;
  settings: WebSettings;
  host: HTMLElement;
  root: ShadowRoot;
}

/** Draws the form of a channel into its element. */
export async function openForm(mount: FormMount): Promise<void> {
  const speech = await loadSpeech(mount.locale || mount.settings.locale);
  paintHost(mount.host, mount.root, mount.settings.theme);
  mount.root.append(el('p', {}, speech.t('loading')));
}
