import type { Member } from '@earshot/contract/member-contract.ts';
import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useSubmit } from '../../parts/use-submit.ts';
import { RoleField, TeamsField } from './role-fields.tsx';
import { SaveBar } from './save-bar.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

/** Changes name, role and teams of a member. */
export function EditMemberDialog(props: {
  member: Member | null;
  onClose: () => void;
}): ReactElement {
  return (
    <Dialog opened={props.member !== null} onClose={props.onClose} title={props.member?.name}>
      {props.member === null ? null : <Form member={props.member} onClose={props.onClose} />}
    </Dialog>
  );
}

function Form({ member, onClose }: { member: Member; onClose: () => void }): ReactElement {
  const { values, set } = useValues({
    name: member.name,
    role: member.role,
    team_ids: member.teams.map((team) => team.id),
  });
  const submit = useSubmit(async () => {
    await client.call('updateMember', { params: { memberId: member.id }, body: values });
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: queryKeys.members }),
      queryClient.invalidateQueries({ queryKey: queryKeys.teams }),
      queryClient.invalidateQueries({ queryKey: queryKeys.me }),
    ]);
    say(t('word.saved'));
    onClose();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <TextInput
        label={t('field.name')}
        required
        withAsterisk={false}
        value={values.name}
        error={submit.fields['name']}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TeamsField value={values.team_ids} onChange={(team_ids) => set({ team_ids })} />
      <RoleField value={values.role} onChange={(role) => set({ role })} />
      <SaveBar submit={submit} />
    </form>
  );
}
