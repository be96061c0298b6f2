import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import styles from './promises-screen.module.css';

export interface DayCount {
  key: string;
  kept: number;
  broken: number;
  renegotiated: number;
}

const HEIGHT = 120;
const BAR = 10;

/** Kept and broken promises of each day: the height is how many ended, the dark part was kept. */
export function KeptRatePlot({ days }: { days: readonly DayCount[] }): ReactElement {
  const { locale } = useUi();
  const most = Math.max(1, ...days.map((day) => day.kept + day.broken));
  const width = Math.max(days.length * BAR, BAR);
  const scale = (count: number) => (count / most) * (HEIGHT - 4);
  const named = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dayOf = (key: string) => named.format(new Date(`${key}T00:00Z`));
  return (
    <figure className={styles['plot']}>
      <figcaption>{t('promises.plot')}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('promises.plot')}
      >
        {days.map((day, index) => (
          <g key={day.key} transform={`translate(${index * BAR} 0)`}>
            <title>
              {t('promises.plotWords', { ...day, day: dayOf(day.key) })}
              {rateOf(day) === null ? '' : ` · ${percent.format(rateOf(day)!)}`}
            </title>
            <rect width={BAR} height={HEIGHT} fill="transparent" />
            <rect
              className={styles['barKept']}
              x={1.5}
              width={BAR - 3}
              y={HEIGHT - scale(day.kept)}
              height={scale(day.kept)}
            />
            <rect
              className={styles['barBroken']}
              x={1.5}
              width={BAR - 3}
              y={HEIGHT - scale(day.kept + day.broken)}
              height={scale(day.broken)}
            />
          </g>
        ))}
        {listRateRuns(days).map((run) => (
          <polyline
            key={run[0]!.index}
            className={styles['rate']}
            points={run
              .map(({ index, rate }) => `${(index + 0.5) * BAR},${4 + (1 - rate) * (HEIGHT - 8)}`)
              .join(' ')}
          />
        ))}
        <line className={styles['zero']} x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <p className={styles['ends']}>
        <span>{days[0] ? dayOf(days[0].key) : ''}</span>
        <span>
          <i className={styles['barKept']} /> {t('promises.kept')}{' '}
          <i className={styles['barBroken']} /> {t('promises.broken')}{' '}
          <i className={styles['rateKey']} /> {t('promises.rateLine')}
        </span>
        <span>{days.length > 1 ? dayOf(days.at(-1)!.key) : ''}</span>
      </p>
    </figure>
  );
}

/** Every day of a span, also those on which nothing ended: a gap would look like a good day. */
export function fillDays(from: string, to: string, counted: readonly DayCount[]): DayCount[] {
  const known = new Map(counted.map((day) => [day.key, day]));
  const days: DayCount[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    const key = new Date(at).toISOString().slice(0, 10);
    days.push(known.get(key) ?? { key, kept: 0, broken: 0, renegotiated: 0 });
  }
  return days;
}

/** kept / (kept + broken) of a day or a group; null where nothing ended. */
export function rateOf({ kept, broken }: { kept: number; broken: number }): number | null {
  return kept + broken === 0 ? null : kept / (kept + broken);
}

/**
 * The rate of each day on which something ended, in runs that are drawn through: days on which
 * nothing ended are passed over, for they have no rate. A single day is a short stroke.
 */
function listRateRuns(days: readonly DayCount[]): { index: number; rate: number }[][] {
  const known = days.flatMap((day, index) => {
    const rate = rateOf(day);
    return rate === null ? [] : [{ index, rate }];
  });
  if (known.length === 1) return [[known[0]!, { ...known[0]!, index: known[0]!.index + 0.4 }]];
  return known.length === 0 ? [] : [known];
}
