import { IconButton } from '@earshot/ui/icon-button.tsx';
import type { ComponentPropsWithRef, ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';

/** Opens the menu of the list; stands there already while the menu is fetched. */
export function ListMenuButton(props: ComponentPropsWithRef<'button'>): ReactElement {
  return <IconButton {...props} size="small" icon="dots" label={t('list.menu')} />;
}
