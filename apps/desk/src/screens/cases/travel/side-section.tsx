import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { formatSpan } from '@earshot/ui/format-time.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useNow } from '@earshot/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import panel from '../case-panel/case-panel.module.css';
import { PanelSection } from '../case-panel/panel-section.tsx';
import { excerptOf } from '../case-timeline/timeline-rules.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import styles from './side-section.module.css';

const excerpt_characters = 90;
/** The most that the contract gives at once. */
const page_messages = 100;

/** Threads with suppliers and other offices, each of its own: who it is with, who waits for whom. */
export function SideSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement | null {
  const said = useSideMessages(detail.id);
  const { compose } = useCaseDeedsHere();
  const left = said.filter((message) => message.delivery_state !== 'cancelled');
  const threads = [...Map.groupBy(left, (message) => message.conversation_id)];
  if (threads.length === 0) return null;
  return (
    <PanelSection
      title={t('side.section')}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="plus"
            label={t('side.write')}
            onClick={() => compose({ mode: 'forward', message: null })}
          />
        )
      }
    >
      {threads.map(([id, messages]) => (
        <SideThread key={id} messages={messages} />
      ))}
    </PanelSection>
  );
}

/** All of them, wherever the timeline stands; what is being sent comes with the event it makes. */
function useSideMessages(caseId: string): readonly Message[] {
  const { data } = useQuery({
    queryKey: [...queryKeys.case(caseId), 'side'],
    queryFn: async ({ signal }) => {
      const params = { caseId };
      const found: Message[] = [];
      let cursor: string | undefined;
      do {
        const query = { kind: 'side' as const, limit: page_messages, cursor };
        const page = await client.call('listCaseMessages', { params, query, signal });
        found.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    },
  });
  return data ?? [];
}

function SideThread({ messages }: { messages: readonly Message[] }): ReactElement {
  const { locale } = useUi();
  const now_ms = useNow();
  const { show } = useCaseDeedsHere();
  const last = messages.at(-1)!;
  const theirs = messages.find((message) => message.direction === 'in');
  const other = theirs?.from ?? last.to[0];
  const span = formatSpan(now_ms - Date.parse(last.received_at), locale);
  return (
    <details className={styles['thread']}>
      <summary>
        <span>{other?.name ?? other?.address ?? ''}</span>
        <small data-ours={last.direction === 'in' || undefined}>
          {last.direction === 'in' ? t('side.we') : t('side.they', { span })}
        </small>
      </summary>
      <ul className={panel['rows']}>
        {messages.map((message) => (
          <li key={message.id}>
            <button type="button" onClick={() => show(message.id)}>
              <b>{message.author.member?.name ?? message.from.name ?? message.from.address}</b>{' '}
              <RelativeTime at={message.received_at} />
              <small>
                {excerptOf(
                  { kind: 'message', at: message.received_at, message },
                  excerpt_characters,
                )}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
