import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Keys } from '@earshot/ui/keys.tsx';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, type ReactElement } from 'react';
import { findCaseId } from '../../api/case-cache.ts';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { loadTexts, t } from '../../i18n/translate.ts';
import { useReadCase } from '../../live/read-case.ts';
import { describeError } from '../../parts/describe-error.ts';
import { RowsSkeleton } from '../../parts/rows-skeleton.tsx';
import { AwaitCase } from './await-case.tsx';
import styles from './open-case.module.css';
import { nameOfFilter, parseListName } from './use-case-list.ts';

async function loadCaseScreen() {
  const texts = Promise.all([
    loadTexts('case'),
    loadTexts('contacts'),
    loadTexts('check'),
    loadTexts('travel'),
    loadTexts('seats'),
    loadTexts('promises'),
    loadTexts('trail'),
  ]);
  const { CaseScreen } = await import('./case-screen.tsx');
  await texts;
  return { default: CaseScreen };
}

const CaseScreen = lazy(loadCaseScreen);

/** The case whose number stands in the address. */
export function OpenCase(): ReactElement {
  const params = useParams({ strict: false });
  const number = Number(params.number);
  const single = useSingleColumn();
  // Beside the question for its id, not after it.
  useEffect(() => void loadCaseScreen(), []);
  const list = nameOfFilter(parseListName(params.list ?? 'all'));
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.caseNumber(number),
    staleTime: Infinity,
    initialData: () => findCaseId(number),
    queryFn: async () => {
      const found = await client.call('getCaseByNumber', { params: { number } });
      return found.id;
    },
  });
  useReadCase(data ?? null);
  if (error) {
    return (
      <ErrorState
        title={t('case.notFound', { number: String(params.number) })}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data === undefined) return <OnItsWay number={number} />;
  return (
    <>
      {single ? <h1 className="visually-hidden">{t('case.numbered', { number })}</h1> : null}
      <Suspense fallback={<OnItsWay number={number} />}>
        <CaseScreen key={data} caseId={data} number={number} list={list} />
      </Suspense>
    </>
  );
}

function OnItsWay({ number }: { number: number }): ReactElement {
  return (
    <div>
      <AwaitCase number={number} />
      <RowsSkeleton />
    </div>
  );
}

/** What stands beside the list before a case is opened; its screen is fetched meanwhile. */
export function NoCase(): ReactElement {
  useEffect(() => {
    const idle = setTimeout(() => void loadCaseScreen(), 400);
    return () => clearTimeout(idle);
  }, []);
  return (
    <EmptyState title={t('case.choose')}>
      <ul className={styles['hints']}>
        <li>
          <Keys keys="j" /> <Keys keys="k" /> {t('case.hintMove')}
        </li>
        <li>
          <Keys keys="o" /> {t('case.hintOpen')}
        </li>
        <li>
          <Keys keys="mod+k" /> {t('case.hintPalette')}
        </li>
        <li>
          <Keys keys="?" /> {t('case.hintKeys')}
        </li>
      </ul>
    </EmptyState>
  );
}
