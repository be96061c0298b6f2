import type { ConversationOffer } from '@earshot/contract/routing-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Keys } from '@earshot/ui/keys.tsx';
import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { getAction } from '../../actions/action-list.ts';
import { useAction } from '../../actions/action-registry.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { pathTo } from '../../paths.ts';
import { acceptOffer, declineOffer } from './change-live.ts';
import { callAttention } from './call-attention.ts';
import styles from './rings.module.css';

/** What rings at the reader: the first of it as a card that takes no focus, with its two keys. */
export function Rings({ offers }: { offers: readonly ConversationOffer[] }): ReactElement {
  const go = useGo();
  const first = offers[0];
  const when = first !== undefined;
  async function accept(): Promise<void> {
    if (!first) return;
    const taken = await acceptOffer(first);
    if (taken) go(pathTo.case(taken.number, 'mine'));
  }
  useAction('ring.accept', () => void accept(), { when, priority: 3 });
  useAction('ring.decline', () => first && void declineOffer(first), { when, priority: 3 });
  const offerId = first?.offer_id;
  const name = first && nameOf(first);
  useEffect(() => {
    if (offerId === undefined || name === undefined) return undefined;
    return callAttention(t('ring.notice', { name }), offerId);
  }, [offerId, name]);
  return (
    <div className={styles['place']} role="status" aria-live="assertive">
      {first === undefined ? null : (
        <RingCard
          key={first.offer_id}
          offer={first}
          more={offers.length - 1}
          onAccept={() => void accept()}
        />
      )}
    </div>
  );
}

function nameOf(offer: ConversationOffer): string {
  return offer.case.contact?.name || t('ring.unnamed');
}

function RingCard(props: {
  offer: ConversationOffer;
  more: number;
  onAccept: () => void;
}): ReactElement {
  const { offer, more, onAccept } = props;
  const left = useSecondsLeft(offer.rings_until);
  return (
    <section className={styles['card']} aria-label={t('ring.label')}>
      <header>
        <Icon name="chat" size={18} />
        <b>{t('ring.from', { name: nameOf(offer), channel: offer.channel_name })}</b>
        <span className={styles['left']} aria-hidden="true">
          {t('ring.left', { seconds: left })}
        </span>
      </header>
      <p className={styles['words']}>{offer.case.preview || offer.case.subject}</p>
      <p className={styles['why']}>{offer.reason.text}</p>
      <footer>
        <Button size="compact-md" onClick={onAccept}>
          {t('ring.accept')}
          <Keys keys={getAction('ring.accept').keys ?? ''} />
        </Button>
        <Button size="compact-md" variant="default" onClick={() => void declineOffer(offer)}>
          {t('ring.decline')}
          <Keys keys={getAction('ring.decline').keys ?? ''} />
        </Button>
        {more === 0 ? null : (
          <span className={styles['more']}>{t('ring.more', { count: more })}</span>
        )}
      </footer>
    </section>
  );
}

function useSecondsLeft(until: string): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(until) - now_ms) / 1_000));
}
