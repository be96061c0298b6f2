import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { VisitorState } from '@earshot/contract/live-contract.ts';
import type { BotHandOver, listBotHandOvers } from '@earshot/contract/routing-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore, type ReactElement } from 'react';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { client, queryClient } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { noteVisitor, readVisitors, subscribeLive } from '../../../live/live-store.ts';
import { describeError } from '../../../parts/describe-error.ts';
import styles from './visitor-strip.module.css';

type Serving = ResponseOf<typeof listBotHandOvers>;

const handOversKey = (caseId: string) => [...queryKeys.case(caseId), 'bot-hand-overs'];

/** Above a live conversation: whether its contact is there, reads and types, and who answers. */
export function VisitorStrip(props: { detail: CaseDetail; locked: boolean }): ReactElement {
  const { detail, locked } = props;
  const visitors = useVisitorsHere(detail.id);
  const { data } = useQuery({
    queryKey: handOversKey(detail.id),
    queryFn: () => client.call('listBotHandOvers', { params: { caseId: detail.id } }),
  });
  const name = detail.contact?.name || t('ring.unnamed');
  return (
    <section className={styles['strip']} aria-label={t('live.title')}>
      {visitors.map((one) => (
        <Standing key={one.conversation_id} visitor={one} name={name} />
      ))}
      {data ? <Serving detail={detail} serving={data} locked={locked} /> : null}
    </section>
  );
}

/** What was told by itself, and at first what the server answers. */
function useVisitorsHere(caseId: string): readonly VisitorState[] {
  const { data } = useQuery({
    queryKey: queryKeys.caseVisitors(caseId),
    queryFn: () => client.call('listCaseVisitors', { params: { caseId } }),
  });
  useEffect(() => {
    for (const one of data?.items ?? []) noteVisitor(one);
  }, [data]);
  return useSyncExternalStore(subscribeLive, () => readVisitors(caseId));
}

function Standing({ visitor, name }: { visitor: VisitorState; name: string }): ReactElement {
  const { online, typing, text, page, continues_at: address } = visitor;
  return (
    <>
      <p className={styles['line']}>
        <span className={styles['there']} data-online={online || undefined}>
          <i aria-hidden="true" />
          {online ? t('visitor.online') : <Gone at={visitor.seen_at} />}
        </span>
        {online && page !== null ? (
          <a href={page.url} target="_blank" rel="noreferrer noopener">
            {t('visitor.page', { title: page.title || page.url })}
          </a>
        ) : null}
        {online ? null : (
          <span>
            <Icon name={address === null ? 'clock' : 'mail'} size={12} />
            {address === null ? t('visitor.noMail') : t('visitor.mail', { address })}
          </span>
        )}
      </p>
      {typing ? (
        <p className={styles['typing']} role="status">
          <Icon name="pencil" size={12} />
          {text === null ? t('visitor.typing', { name }) : t('visitor.whisper', { name })}
          {text === null ? null : <q>{text}</q>}
        </p>
      ) : null}
    </>
  );
}

function Gone({ at }: { at: string | null }): ReactElement {
  if (at === null) return <>{t('visitor.away')}</>;
  const [before = '', after = ''] = t('visitor.gone', { when: '\n' }).split('\n');
  return (
    <>
      {before}
      <RelativeTime at={at} length="long" />
      {after}
    </>
  );
}

/** Whether a bot answers, what it found out, and the ways to take over or to give back. */
function Serving(props: {
  detail: CaseDetail;
  serving: Serving;
  locked: boolean;
}): ReactElement | null {
  const { detail, serving, locked } = props;
  const { conversations, items } = serving;
  const atBot = conversations.find((one) => one.served_by === 'bot');
  const last = items[0];
  // Only where a bot has answered before can it be given back to one.
  const known = items.length > 0 ? conversations.find((one) => one.served_by === 'people') : null;
  async function hand(conversationId: string, to: 'bot' | 'people'): Promise<void> {
    const call = (wish: 'bot' | 'people') =>
      client.call('createBotHandOver', { params: { conversationId }, body: { to: wish } });
    try {
      queryClient.setQueryData(handOversKey(detail.id), await call(to));
      if (to === 'people') return say(t('visitor.takenOver'));
      offerUndo(t('visitor.toBotDone'), async () => {
        queryClient.setQueryData(handOversKey(detail.id), await call('people'));
      });
    } catch (error) {
      say(describeError(error), 'bad');
    }
  }
  if (!atBot && !last) return null;
  return (
    <div className={styles['bot']}>
      <div>
        {atBot ? <p>{t('visitor.botServes')}</p> : null}
        {last && last.served_by === 'people' ? <Learnt last={last} /> : null}
      </div>
      {atBot && !locked ? (
        <Button size="compact-sm" onClick={() => void hand(atBot.conversation_id, 'people')}>
          {t('visitor.takeOver')}
        </Button>
      ) : null}
      {!atBot && known && !locked ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void hand(known.conversation_id, 'bot')}
        >
          {t('visitor.toBot')}
        </Button>
      ) : null}
    </div>
  );
}

function Learnt({ last }: { last: BotHandOver }): ReactElement {
  const { because, reason, made_by: by, learnt } = last;
  return (
    <>
      <p>{t(`visitor.because.${because}`, { name: by.name, reason })}</p>
      {learnt.length === 0 ? null : (
        <dl aria-label={t('visitor.learnt')}>
          {learnt.map((one) => (
            <div key={one.label}>
              <dt>{one.label}</dt>
              <dd>{one.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
