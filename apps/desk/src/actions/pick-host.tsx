import { Picker } from '@earshot/ui/picker.tsx';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import { answerPick, usePickRequest } from './pick.ts';

/** Where the choices of `pick` appear; once in the page. */
export function PickHost(): ReactElement {
  const request = usePickRequest();
  return (
    <Picker
      opened={request !== null}
      title={request?.title ?? ''}
      placeholder={request?.placeholder ?? request?.title ?? ''}
      items={request?.items ?? []}
      emptyText={t('picker.empty')}
      checked={request?.checked}
      createLabel={request?.createLabel}
      onCreate={request?.createLabel ? (created) => answerPick({ created }) : undefined}
      onChoose={(id) => answerPick({ id })}
      onClose={() => answerPick(null)}
    />
  );
}
