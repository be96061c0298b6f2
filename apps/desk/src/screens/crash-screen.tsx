import { ErrorState } from '@earshot/ui/error-state.tsx';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import { AppLink } from '../parts/app-link.tsx';
import { describeError } from '../parts/describe-error.ts';
import { pathTo } from '../paths.ts';

/** Shown where a page broke: what is safe and what to do. */
export function CrashScreen({ error }: ErrorComponentProps): ReactElement {
  return (
    <main>
      <ErrorState
        title={t('crash.title')}
        detail={`${describeError(error)} ${t('crash.safe')}`}
        retryLabel={t('crash.reload')}
        onRetry={() => location.reload()}
      />
    </main>
  );
}

/** Shown for an address that the desk does not know. */
export function NotFoundScreen(): ReactElement {
  return (
    <main>
      <EmptyState title={t('notFound.title')}>
        <AppLink to={pathTo.home()}>{t('notFound.home')}</AppLink>
      </EmptyState>
    </main>
  );
}
