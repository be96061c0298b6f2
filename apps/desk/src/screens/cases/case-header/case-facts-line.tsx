import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { TooltipWords } from '@earshot/ui/icon-button.tsx';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { getAction, type ActionId } from '../../../actions/action-list.ts';
import { runAction } from '../../../actions/action-registry.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { formatUntil } from '../case-changes/format-until.ts';
import styles from './case-header.module.css';
import { PromiseLabel } from './promise-label.tsx';

const statusIcons: Record<CaseDetail['status'], IconName> = {
  open: 'cases',
  waiting: 'clock',
  resolved: 'check',
  closed: 'check',
};

/** Whose turn it is, which team, who is responsible, how urgent, what was promised. */
export function CaseFactsLine({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const me = useMe();
  const { team, assignee } = detail;
  const own = assignee?.id === me.member.id;
  const responsible = assignee === null ? t('head.nobody') : own ? t('head.you') : assignee.name;
  const open = detail.status === 'open' || detail.status === 'waiting';
  return (
    <ul className={styles['facts']} aria-label={t('head.facts')}>
      <Fact action={open ? 'case.snooze' : 'case.reopen'} locked={locked}>
        <span className={styles['status']} data-status={detail.status}>
          <Icon name={statusIcons[detail.status]} size={14} />
          <StatusWords detail={detail} />
        </span>
      </Fact>
      <Fact action="case.transfer" locked={locked}>
        <Icon name="team" size={14} />
        {team?.name ?? t('case.noTeam')}
      </Fact>
      <Fact action="case.assign" locked={locked}>
        {assignee === null ? (
          <Icon name="assign" size={14} />
        ) : (
          <Avatar name={assignee.name} size={20} strong={own} />
        )}
        {responsible}
      </Fact>
      {detail.priority === 'normal' ? null : (
        <Fact action="case.priority" locked={locked}>
          <Icon name="flag" size={14} />
          {t(`priority.${detail.priority}`)}
        </Fact>
      )}
      <li className={styles['promise']}>
        <PromiseLabel detail={detail} />
      </li>
    </ul>
  );
}

/** The status in words, with the time and the reason of waiting. */
function StatusWords({ detail }: { detail: CaseDetail }): ReactElement {
  const { locale, timeZone } = useUi();
  const { status, waiting_until: at, waiting_reason: reason } = detail;
  if (status !== 'waiting' || at === null) return <>{t(`status.${status}`)}</>;
  const until = formatUntil(at, locale, timeZone);
  if (reason === null || reason === '') return <>{t('head.waitingUntil', { until })}</>;
  return <>{t('head.waitingWhy', { until, reason })}</>;
}

/** One fact that leads to its change; its tooltip says which, and the key. */
function Fact(props: { action: ActionId; locked: boolean; children: ReactNode }): ReactElement {
  if (props.locked) return <li className={styles['fact']}>{props.children}</li>;
  const { label, keys } = getAction(props.action);
  return (
    <li>
      <Tooltip label={<TooltipWords label={t(label)} keys={keys} />}>
        <UnstyledButton className={styles['fact']} onClick={() => runAction(props.action)}>
          {props.children}
        </UnstyledButton>
      </Tooltip>
    </li>
  );
}
