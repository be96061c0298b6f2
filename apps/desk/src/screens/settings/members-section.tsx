import type { Member } from '@earshot/contract/member-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { offerUndo } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { mayAdminister } from '../../parts/may.ts';
import { EditMemberDialog } from './edit-member-dialog.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

async function setDeactivated(member: Member, deactivated: boolean): Promise<void> {
  const params = { memberId: member.id };
  const send = (next: boolean) =>
    client.call('updateMember', { params, body: { deactivated: next } });
  const renew = () => queryClient.invalidateQueries({ queryKey: queryKeys.members });
  await attempt(async () => {
    await send(deactivated);
    await renew();
    const words = deactivated ? 'members.deactivated' : 'members.activated';
    offerUndo(t(words, { name: member.name }), async () => {
      await send(!deactivated);
      await renew();
    });
  });
}

/** Everybody with a login, and who was invited. */
export function MembersSection(): ReactElement {
  const me = useMe();
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Member | null>(null);
  const { data } = useQuery({
    queryKey: queryKeys.members,
    queryFn: () => client.call('listMembers'),
  });
  const leads = mayAdminister(me);
  return (
    <SettingsPage
      section="members"
      action={
        leads ? <Button onClick={() => setInviting(true)}>{t('members.invite')}</Button> : null
      }
    >
      <Part>
        <ul className={styles['items']}>
          {data?.items.map((member) => (
            <li key={member.id}>
              <Avatar name={member.name} size={28} strong={member.id === me.member.id} />
              <MemberWords member={member} />
              {leads ? (
                <div className={styles['itemActions']}>
                  <IconButton
                    icon="pencil"
                    label={t('members.edit', { name: member.name })}
                    onClick={() => setEditing(member)}
                  />
                  {member.id === me.member.id ? null : (
                    <Button
                      variant="default"
                      onClick={() => void setDeactivated(member, member.deactivated_at === null)}
                    >
                      {t(
                        member.deactivated_at === null ? 'members.deactivate' : 'members.activate',
                      )}
                    </Button>
                  )}
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      </Part>
      {leads || me.member.role === 'supervisor' ? <InvitationList canRevoke={leads} /> : null}
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
      <EditMemberDialog member={editing} onClose={() => setEditing(null)} />
    </SettingsPage>
  );
}

function MemberWords({ member }: { member: Member }): ReactElement {
  const teams = member.teams.map((team) => team.name).join(', ');
  const off = member.deactivated_at !== null;
  return (
    <div className={styles['item']} data-off={off || undefined}>
      <b>{member.name}</b>
      <p>
        {off ? `${t('members.off')} · ` : ''}
        {[t(`role.${member.role}`), teams, member.email].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
