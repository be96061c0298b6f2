import type { Invitation } from '@earshot/contract/member-contract.ts';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { SettingsItem } from './settings-item.tsx';
import { Part } from './settings-page.tsx';
import styles from './settings-screen.module.css';

async function revoke(invitation: Invitation): Promise<void> {
  await attempt(async () => {
    await client.call('deleteInvitation', { params: { invitationId: invitation.id } });
    say(t('members.revoked', { name: invitation.name }));
  });
  await queryClient.invalidateQueries({ queryKey: queryKeys.invitations });
}

/** Invitations that were not accepted yet. */
export function InvitationList({ canRevoke }: { canRevoke: boolean }): ReactElement | null {
  const { data } = useQuery({
    queryKey: queryKeys.invitations,
    queryFn: () => client.call('listInvitations'),
  });
  const open =
    data?.items.filter((one) => one.accepted_at === null && one.revoked_at === null) ?? [];
  if (open.length === 0) return null;
  return (
    <Part title={t('members.invitations')}>
      <ul className={styles['items']}>
        {open.map((invitation) => (
          <SettingsItem
            key={invitation.id}
            icon="mail"
            name={invitation.name}
            deeds={
              canRevoke ? (
                <Button variant="default" onClick={() => void revoke(invitation)}>
                  {t('members.revoke')}
                </Button>
              ) : null
            }
          >
            <p>
              {t(`role.${invitation.role}`)} · {invitation.email} ·{' '}
              {t('members.invitedBy', { name: invitation.invited_by })}{' '}
              <RelativeTime at={invitation.created_at} length="long" />
            </p>
          </SettingsItem>
        ))}
      </ul>
    </Part>
  );
}
