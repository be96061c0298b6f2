import { t } from '../i18n/translate.ts';

/** What a contact is called: their name, else an address of theirs, else that they have neither. */
export function contactName(name: string | undefined, point?: string | null): string {
  if (name !== undefined && name !== '') return name;
  return point ?? t('case.noContact');
}
