import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { FamilyReply } from '@earshot/contract/family-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { runAction } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import { contactName } from '../../../parts/contact-name.ts';
import { AppLink } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import panel from '../case-panel/case-panel.module.css';
import { PanelSection } from '../case-panel/panel-section.tsx';
import { useCaseDeedsHere } from '../case-context.ts';
import { removePart, useFamily, type Family } from './change-family.ts';
import styles from './family.module.css';

/** The parts of a fault that hits many, and how far one answer to all has come. */
export function FamilySection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement | null {
  const family = useFamily(detail.id);
  const { openDialog } = useCaseDeedsHere();
  if (!family || (family.children.length === 0 && family.hidden === 0)) return null;
  return (
    <PanelSection
      title={t('family.parts', { count: family.children.length })}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="plus"
            label={t('family.add')}
            onClick={() => openDialog({ kind: 'familyAdd' })}
          />
        )
      }
    >
      <ul className={panel['rows']}>
        {family.children.map((child) => (
          <Part key={child.link_id} parent={detail} child={child} locked={locked} />
        ))}
      </ul>
      {family.hidden > 0 ? (
        <p className={panel['empty']}>{t('family.hidden', { count: family.hidden })}</p>
      ) : null}
      {family.last_reply ? <Progress reply={family.last_reply} /> : null}
      {locked ? null : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="send" />}
          onClick={() => runAction('case.familyReply')}
        >
          {t('family.replyAll')}
        </Button>
      )}
    </PanelSection>
  );
}

function Part(props: {
  parent: CaseDetail;
  child: Family['children'][number];
  locked: boolean;
}): ReactElement {
  const { parent, child, locked } = props;
  const { id, number, subject, status, contact } = child.case;
  const who = contactName(contact?.name);
  return (
    <li className={panel['row']}>
      <AppLink to={pathTo.case(number)} className={panel['case']}>
        <span>{who}</span>
        <small>
          #{number} · {t(`status.${status}`)} · {subject}
        </small>
      </AppLink>
      {locked ? null : (
        <IconButton
          size="small"
          icon="unlink"
          label={t('family.takeOut', { number })}
          onClick={() => void removePart(parent, { id, number, linkId: child.link_id })}
        />
      )}
    </li>
  );
}

function Progress({ reply }: { reply: FamilyReply }): ReactElement {
  const words =
    reply.state === 'waiting' || reply.state === 'cancelled'
      ? t(`family.progress.${reply.state}`)
      : t('family.progress', { sent: reply.sent, total: reply.total });
  return (
    <div className={styles['progress']} role="status">
      <span>
        {words}
        {reply.left_out > 0 ? ` · ${t('family.progressLeft', { count: reply.left_out })}` : ''}
      </span>
      {reply.state === 'running' ? <progress value={reply.sent} max={reply.total} /> : null}
    </div>
  );
}
