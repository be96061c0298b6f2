import type { ChecklistTemplate } from '@earshot/contract/task-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button, NumberInput, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';
import { Choice } from '../../parts/choice.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import styles from './checklist-form.module.css';
import { roles } from './role-fields.tsx';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import settings from './settings-screen.module.css';
import { useValues } from './use-values.ts';

type Step = ChecklistTemplate['items'][number];
export type TemplateDraft = { id: string | null; name: string; items: Step[] };

const emptyStep: Step = { title: '', team_id: null, role: null, due_after_hours: null };
const most_steps = 50;

async function renew(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['checklist-templates'] });
}

/** Name and steps of a checklist, in their order. */
export function ChecklistForm({
  template,
  onDone,
}: {
  template: TemplateDraft;
  onDone: () => void;
}): ReactElement {
  const { id } = template;
  // Only what the contract takes back.
  const initial = { name: template.name, items: template.items };
  const { values, set } = useValues(initial);
  const steps = values.items;
  const submit = useSubmit(async () => {
    const body = { name: values.name, items: steps.filter((step) => step.title.trim() !== '') };
    if (id === null) await client.call('createChecklistTemplate', { body });
    else await client.call('updateChecklistTemplate', { params: { templateId: id }, body });
    await renew();
    say(t('word.saved'));
    onDone();
  });
  async function remove(templateId: string): Promise<void> {
    await client.call('deleteChecklistTemplate', { params: { templateId } });
    await renew();
    offerUndo(t('travel.templateRemoved', { name: initial.name }), async () => {
      await client.call('createChecklistTemplate', { body: initial });
      await renew();
    });
  }
  const put = (index: number, step: Step) => set({ items: steps.with(index, step) });
  return (
    <form className={settings['form']} onSubmit={submit.onSubmit}>
      <NameField
        value={values.name}
        error={submit.fields['name']}
        onChange={(name) => set({ name })}
      />
      <ol className={styles['steps']}>
        {steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps have no other name
          <li key={index}>
            <StepFields
              step={step}
              number={index + 1}
              onChange={(next) => put(index, next)}
              onRemove={() => set({ items: steps.toSpliced(index, 1) })}
              onUp={
                index === 0
                  ? null
                  : () => set({ items: steps.toSpliced(index - 1, 2, step, steps[index - 1]!) })
              }
            />
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        disabled={steps.length >= most_steps}
        onClick={() => set({ items: [...steps, emptyStep] })}
      >
        {t('travel.addStep')}
      </Button>
      {submit.fields['items'] === undefined ? null : (
        <p className={styles['wrong']} role="alert">
          {submit.fields['items']}
        </p>
      )}
      <SaveBar submit={submit}>
        {id === null ? null : (
          <RemoveButton
            label={t('travel.removeTemplate')}
            remove={() => remove(id)}
            onDone={onDone}
          />
        )}
      </SaveBar>
    </form>
  );
}

function StepFields(props: {
  step: Step;
  number: number;
  onChange: (next: Step) => void;
  onRemove: () => void;
  onUp: (() => void) | null;
}): ReactElement {
  const { step, number, onChange } = props;
  const teams = useTeams();
  return (
    <div className={styles['step']}>
      <TextInput
        label={t('travel.step', { number })}
        maxLength={300}
        value={step.title}
        onChange={(event) => onChange({ ...step, title: event.target.value })}
      />
      <Choice
        label={t('travel.stepTeam')}
        none={t('travel.stepAnybody')}
        items={teams}
        value={step.team_id ?? ''}
        onChange={(id) => onChange({ ...step, team_id: id || null })}
      />
      <Choice
        label={t('members.role')}
        none={t('travel.stepAnybody')}
        items={roles.map((id) => ({ id, name: t(`role.${id}`) }))}
        value={step.role ?? ''}
        onChange={(id) => onChange({ ...step, role: roles.find((one) => one === id) ?? null })}
      />
      <NumberInput
        label={t('travel.stepDue')}
        min={1}
        max={8_760}
        allowDecimal={false}
        value={step.due_after_hours ?? ''}
        onChange={(hours) =>
          onChange({ ...step, due_after_hours: typeof hours === 'number' ? hours : null })
        }
      />
      <span className={styles['deeds']}>
        {props.onUp === null ? null : (
          <IconButton
            size="small"
            icon="chevron-up"
            label={t('travel.moveUp', { number })}
            onClick={props.onUp}
          />
        )}
        <IconButton
          size="small"
          icon="close"
          label={t('travel.removeStep', { number })}
          onClick={props.onRemove}
        />
      </span>
    </div>
  );
}
