import { UiProvider } from '@earshot/ui/ui-provider.tsx';
import { UndoToast } from '@earshot/ui/undo-toast.tsx';
import type { Me } from '@earshot/contract/session-contract.ts';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { client } from './api/desk-client.ts';
import { queryKeys } from './api/query-keys.ts';
import { PickHost } from './actions/pick-host.tsx';
import { closeToast, useToast } from './actions/undo-store.ts';
import { t, useLocale } from './i18n/translate.ts';

/** Around every page: language, zone, theme, the one toast and the one picker. */
export function DeskFrame({ children }: { children: ReactNode }): ReactElement {
  const locale = useLocale();
  const toast = useToast();
  const { data } = useQuery<Me>({
    queryKey: queryKeys.me,
    queryFn: () => client.call('getMe'),
    enabled: false,
  });
  const timeZone = data?.account.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <UiProvider locale={locale === 'en' ? 'en-GB' : locale} timeZone={timeZone}>
      <Fragment key={locale}>
        {children}
        <PickHost />
        <UndoToast
          toast={toast}
          undoLabel={t('action.undo')}
          closeLabel={t('word.close')}
          onClose={closeToast}
        />
      </Fragment>
    </UiProvider>
  );
}
