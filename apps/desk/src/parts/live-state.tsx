import { LiveBadge } from '@earshot/ui/live-badge.tsx';
import type { ReactElement } from 'react';
import { t } from '../i18n/translate.ts';
import { useLive } from '../live/use-live.ts';

/** Whether this screen is current, as a badge. */
export function LiveStateBadge(): ReactElement {
  const { state, since_ms } = useLive();
  const title = t(`live.${state}.title`, { since: new Date(since_ms) });
  return <LiveBadge state={state} label={t(`live.${state}`)} title={title} />;
}
