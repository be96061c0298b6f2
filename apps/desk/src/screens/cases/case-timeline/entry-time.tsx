import { DAY_MS, HOUR_MS } from '@earshot/contract/durations.ts';
import { formatClock, formatExact, formatRelative } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useNow } from '@earshot/ui/use-now.ts';
import type { ReactElement } from 'react';

/**
 * When something was said: relative within the hour, then the clock, later with its day; exact on
 * hover.
 */
export function EntryTime({ at }: { at: string }): ReactElement {
  const { locale, timeZone } = useUi();
  const at_ms = Date.parse(at);
  const now_ms = Math.max(useNow(), at_ms);
  const words = (length: 'short' | 'long') =>
    formatRelative(at_ms, now_ms, locale, timeZone, length);
  const clock = formatClock(at_ms, locale, timeZone);
  const short = words('short');
  const recent = now_ms - at_ms < HOUR_MS;
  const today = !recent && now_ms - at_ms < DAY_MS && short === clock;
  return (
    <time dateTime={at} title={formatExact(at_ms, locale, timeZone)}>
      {recent ? words('long') : today ? clock : `${short} ${clock}`}
    </time>
  );
}
