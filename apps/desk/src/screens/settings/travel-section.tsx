import type { ChecklistTemplate } from '@earshot/contract/task-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ChecklistForm, type TemplateDraft } from './checklist-form.tsx';
import { SettingsItem } from './settings-item.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const fresh: TemplateDraft = {
  id: null,
  name: '',
  items: [{ title: '', team_id: null, role: null, due_after_hours: null }],
};

/** What holds for every transfer, and the checklists that can be put on a case. */
export function TravelSection(): ReactElement {
  const [editing, setEditing] = useState<TemplateDraft | null>(null);
  const { data } = useQuery({
    queryKey: ['checklist-templates'],
    queryFn: () => client.call('listChecklistTemplates'),
  });
  const create = <Button onClick={() => setEditing(fresh)}>{t('travel.newTemplate')}</Button>;
  return (
    <SettingsPage section="travel" action={create}>
      <p className={styles['intro']}>{t('travel.intro')}</p>
      <Part>
        <TellSwitch />
      </Part>
      <Part title={t('travel.templates')}>
        {data?.items.length === 0 ? (
          <EmptyState icon="list" title={t('travel.noTemplates')}>
            {t('travel.noTemplatesNext')}
          </EmptyState>
        ) : null}
        <ul className={styles['items']}>
          {data?.items.map((one) => (
            <TemplateRow key={one.id} template={one} onEdit={() => setEditing(one)} />
          ))}
        </ul>
      </Part>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id === null ? t('travel.newTemplate') : editing?.name}
        size={640}
      >
        {editing === null ? null : (
          <ChecklistForm template={editing} onDone={() => setEditing(null)} />
        )}
      </Dialog>
    </SettingsPage>
  );
}

function TemplateRow(props: { template: ChecklistTemplate; onEdit: () => void }): ReactElement {
  const { name, items } = props.template;
  return (
    <SettingsItem
      icon="list"
      name={name}
      edit={{ label: t('travel.editTemplate', { name }), open: props.onEdit }}
    >
      <p>{t('travel.steps', { count: items.length })}</p>
    </SettingsItem>
  );
}

const settingsKey = ['travel-settings'];

/** Whether contacts are told who has their case now. */
function TellSwitch(): ReactElement {
  const { data } = useQuery({
    queryKey: settingsKey,
    queryFn: () => client.call('getTravelSettings'),
  });
  async function change(tell_contact: boolean): Promise<void> {
    await attempt(async () => {
      const saved = await client.call('updateTravelSettings', { body: { tell_contact } });
      queryClient.setQueryData(settingsKey, saved);
      say(t('word.saved'));
    });
  }
  return (
    <Switch
      label={t('travel.tell')}
      description={t('travel.tellHint')}
      checked={data?.tell_contact ?? true}
      disabled={!data}
      onChange={(event) => void change(event.target.checked)}
    />
  );
}
