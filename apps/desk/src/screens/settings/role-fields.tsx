import type { Role } from '@earshot/contract/member-contract.ts';
import { MultiSelect, Radio } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTeams } from '../../api/directory.ts';
import { t } from '../../i18n/translate.ts';

/** From the one that does the work to the one that may do everything. */
export const roles: readonly Role[] = ['agent', 'colleague', 'supervisor', 'administrator'];

/** What a member may do, each role with its meaning. */
export function RoleField(props: { value: Role; onChange: (role: Role) => void }): ReactElement {
  return (
    <Radio.Group label={t('members.role')} value={props.value} onChange={props.onChange}>
      {roles.map((role) => (
        <Radio
          key={role}
          mt={8}
          value={role}
          label={t(`role.${role}`)}
          description={t(`role.${role}.hint`)}
        />
      ))}
    </Radio.Group>
  );
}

/** The teams a member belongs to. */
export function TeamsField(props: {
  value: string[];
  onChange: (teamIds: string[]) => void;
}): ReactElement {
  const teams = useTeams();
  return (
    <MultiSelect
      label={t('settings.teams')}
      searchable
      data={teams.map((team) => ({ value: team.id, label: team.name }))}
      value={props.value}
      onChange={props.onChange}
      nothingFoundMessage={t('picker.empty')}
    />
  );
}
