import type { ContactPoint } from '@earshot/contract/contact-contract.ts';
import { t } from '../i18n/translate.ts';

/** What a contact is called: their name, else an address of theirs, else that they gave neither. */
export function contactName(name: string | undefined, point?: string | null): string {
  if (name === undefined) return t('case.noContact');
  return name === '' ? (point ?? t('case.unnamed')) : name;
}

/**
 * The first address that says something to people: a browser is known by a number only, somebody
 * signed in by the site’s own word for them.
 */
export function firstAddress(points: readonly ContactPoint[] | undefined): string | undefined {
  return points?.find(({ kind }) => !['visitor', 'device', 'identity'].includes(kind))?.value;
}
