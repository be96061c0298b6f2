import type { ReactElement } from 'react';
import { formatExact, formatRelative } from './format-time.ts';
import { useUi } from './ui-provider.tsx';
import { useNow } from './use-now.ts';

/** What has just happened may lie a little ahead of the reader's clock. */
const clockSlack_ms = 60_000;

/** A time in relative words, with the exact time on hover, in the reader's zone. */
export function RelativeTime({
  at,
  length = 'short',
  className,
}: {
  /** RFC 3339 instant. */
  at: string;
  /** long adds "ago". */
  length?: 'short' | 'long';
  className?: string | undefined;
}): ReactElement {
  const { locale, timeZone } = useUi();
  const at_ms = Date.parse(at);
  const ahead_ms = at_ms - useNow();
  const now_ms = ahead_ms > 0 && ahead_ms < clockSlack_ms ? at_ms : at_ms - ahead_ms;
  return (
    <time dateTime={at} title={formatExact(at_ms, locale, timeZone)} className={className}>
      {formatRelative(at_ms, now_ms, locale, timeZone, length)}
    </time>
  );
}
