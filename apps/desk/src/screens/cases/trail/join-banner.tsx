import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { CaseTrail, JoinProposal } from '@earshot/contract/trail-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { useGo } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { joinCases, keepApart } from './change-escalation.ts';
import styles from './trail-strip.module.css';

interface JoinBannerProps {
  detail: CaseDetail;
  trail: CaseTrail;
  proposal: JoinProposal;
}

/** Proposes that this case belongs to an earlier one of the same person, and says why. */
export function JoinBanner({ detail, trail, proposal }: JoinBannerProps): ReactElement {
  const go = useGo();
  const { number, subject } = proposal.earlier;
  const lead = (to: number) => go(pathTo.case(to));
  return (
    <section className={styles['join']} aria-label={t('join.title', { number, subject })}>
      <Icon name="merge" />
      <div>
        <b>{t('join.title', { number, subject })}</b>
        <small>{proposal.reasons.map(describeReason).join(' · ')}</small>
      </div>
      <div className={styles['deeds']}>
        <Button size="compact-sm" onClick={() => void joinCases(detail, proposal, lead)}>
          {t('join.do')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => lead(number)}>
          {t('join.look')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void keepApart(trail, proposal)}>
          {t('join.dismiss')}
        </Button>
      </div>
    </section>
  );
}

function describeReason({ code, words, figure }: JoinProposal['reasons'][number]): string {
  return t(`join.reason.${code}`, {
    words: words.join(', '),
    percent: Math.round((figure ?? 0) * 100),
    days: figure ?? 0,
  });
}
