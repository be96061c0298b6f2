import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { loadTexts, type LaterTexts } from '../i18n/translate.ts';

/** A part that is fetched with its texts when it is first drawn; it needs a Suspense around it. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
  ...texts: LaterTexts[]
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [part] = await Promise.all([load(), ...texts.map(loadTexts)]);
    return { default: part };
  });
}
