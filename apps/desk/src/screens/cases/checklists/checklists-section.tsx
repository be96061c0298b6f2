import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Checklist } from '@earshot/contract/task-contract.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import panel from '../case-panel/case-panel.module.css';
import { PanelSection } from '../case-panel/panel-section.tsx';
import lines from '../../../parts/tasks/task-line.module.css';
import { removeChecklist, toggleStep, useCaseChecklists } from './change-checklists.ts';

/** The checklists on a case; nothing where there is none, since the palette puts one on. */
export function ChecklistsSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement | null {
  const lists = useCaseChecklists(detail.id);
  if (!lists || lists.length === 0) return null;
  return (
    <>
      {lists.map((list) => (
        <CaseChecklist key={list.id} list={list} locked={locked} />
      ))}
    </>
  );
}

function CaseChecklist({ list, locked }: { list: Checklist; locked: boolean }): ReactElement {
  const done = list.items.filter((step) => step.ticked_at !== null).length;
  const progress = t('checklist.progress', { done, count: list.items.length });
  return (
    <PanelSection
      title={`${list.name} · ${progress}`}
      deed={
        locked ? null : (
          <IconButton
            size="small"
            icon="close"
            label={t('checklist.remove', { name: list.name })}
            onClick={() => void removeChecklist(list)}
          />
        )
      }
    >
      <ul className={panel['rows']}>
        {list.items.map((step) => (
          <li
            key={step.id}
            className={lines['task']}
            data-done={step.ticked_at !== null || undefined}
          >
            <input
              type="checkbox"
              checked={step.ticked_at !== null}
              aria-label={t('checklist.tick', { title: step.title })}
              onChange={() => void toggleStep(list, step)}
            />
            <div className={lines['words']}>
              <span className={lines['title']}>{step.title}</span>
              <StepFacts list={list} step={step} />
            </div>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function StepFacts(props: {
  list: Checklist;
  step: Checklist['items'][number];
}): ReactElement | null {
  const { list, step } = props;
  const { locale, timeZone } = useUi();
  if (step.ticked_at !== null) {
    const at = formatDateTime(Date.parse(step.ticked_at), locale, timeZone);
    return <small>{t('checklist.tickedBy', { name: step.ticked_by?.name ?? '', at })}</small>;
  }
  const role = step.role === null ? null : t(`role.${step.role}`);
  const who = [role, step.team?.name].filter((one) => typeof one === 'string').join(', ');
  if (who === '' && step.due_at === null) return null;
  return (
    <small className={lines['facts']}>
      {who === '' ? null : <span>{who}</span>}
      {step.due_at === null ? null : <DueLabel due={step.due_at} since={list.applied_at} />}
    </small>
  );
}
