import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { getEscalationCalibration } from '@earshot/contract/trail-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import styles from './escalations.module.css';

type Calibration = ResponseOf<typeof getEscalationCalibration>;

const column_px = 56;
const height_px = 160;
const left_px = 44;
const foot_px = 34;

/** How often matters went bad by their score: points with their intervals, and the table behind. */
export function CalibrationPlot(): ReactElement | null {
  const { data } = useQuery({
    queryKey: [...queryKeys.escalations, 'calibration'],
    queryFn: () => client.call('getEscalationCalibration'),
  });
  if (!data) return null;
  return (
    <section className={styles['calibration']} aria-labelledby="calibration">
      <h2 id="calibration">{t('calibration.title')}</h2>
      <p className={styles['hint']}>{t('calibration.about', { days: data.within_days })}</p>
      {data.items.length === 0 ? (
        <EmptyState title={t('calibration.none')}>{t('calibration.noneNext')}</EmptyState>
      ) : (
        <>
          <p>{t('calibration.total', { bad: data.went_bad, cases: data.cases })}</p>
          <Plot items={data.items} />
          <Table items={data.items} />
        </>
      )}
    </section>
  );
}

const percent = (share: number) => Math.round(share * 100);

function Plot({ items }: { items: Calibration['items'] }): ReactElement {
  const width = left_px + items.length * column_px + 8;
  const y = (share: number) => 8 + (1 - share) * height_px;
  return (
    <div className={styles['plot']}>
      <svg
        width={width}
        height={height_px + foot_px + 16}
        role="img"
        aria-label={items.map(describeRow).join('; ')}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={left_px} x2={width} y1={y(share)} y2={y(share)} data-zero={share === 0} />
            <text x={left_px - 6} y={y(share) + 4} textAnchor="end">
              {percent(share)} %
            </text>
          </g>
        ))}
        {items.map((row, index) => {
          const x = left_px + (index + 0.5) * column_px;
          return (
            <g key={row.score} className={styles['bar']}>
              <title>{describeRow(row)}</title>
              <line x1={x} x2={x} y1={y(row.low)} y2={y(row.high)} />
              <line x1={x - 6} x2={x + 6} y1={y(row.low)} y2={y(row.low)} />
              <line x1={x - 6} x2={x + 6} y1={y(row.high)} y2={y(row.high)} />
              <circle cx={x} cy={y(row.share)} r={4.5} />
              <text x={x} y={height_px + 26} textAnchor="middle">
                {row.score}
              </text>
            </g>
          );
        })}
        <text x={left_px} y={height_px + foot_px + 12}>
          {t('calibration.axis')}
        </text>
      </svg>
    </div>
  );
}

function describeRow(row: Calibration['items'][number]): string {
  return t('calibration.row', {
    score: row.score,
    bad: row.went_bad,
    cases: row.cases,
    percent: percent(row.share),
    low: percent(row.low),
    high: percent(row.high),
  });
}

function Table({ items }: { items: Calibration['items'] }): ReactElement {
  const heads = [
    t('calibration.axis'),
    t('calibration.cases'),
    t('calibration.bad'),
    t('calibration.share'),
    t('calibration.interval'),
  ];
  return (
    <details>
      <summary>{t('calibration.table')}</summary>
      <table className={styles['table']}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.score}>
              <th scope="row">{row.score}</th>
              <td>{row.cases}</td>
              <td>{row.went_bad}</td>
              <td>{percent(row.share)} %</td>
              <td>
                {percent(row.low)}–{percent(row.high)} %
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
