import type { Contact } from '@earshot/contract/contact-contract.ts';
import type { LinkProposal } from '@earshot/contract/link-proposal-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink } from '../../parts/app-link.tsx';
import { describeError } from '../../parts/describe-error.ts';
import { pathTo } from '../../paths.ts';
import styles from './link-proposals.module.css';

async function renew(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['contact'] }),
    queryClient.invalidateQueries({ queryKey: queryKeys.contacts }),
  ]);
}

async function decide(proposalId: string, name: string, accept: boolean): Promise<void> {
  const params = { proposalId };
  await client.call('createLinkProposalDecision', { params, body: { accept } });
  await renew();
  offerUndo(t(accept ? 'contacts.linked' : 'contacts.declined', { name }), async () => {
    await client.call('deleteLinkProposalDecision', { params });
    await renew();
  });
}

/** Contacts that seem to be this person, each with what speaks for it; somebody decides. */
export function LinkProposals({ contact }: { contact: Contact }): ReactElement | null {
  const { data } = useQuery({
    queryKey: [...queryKeys.contact(contact.id), 'link-proposals'],
    queryFn: () => client.call('listContactLinkProposals', { params: { contactId: contact.id } }),
  });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul className={styles['proposals']} aria-label={t('contacts.proposals')}>
      {items.map((one) => (
        <Proposal key={one.id} contact={contact} proposal={one} />
      ))}
    </ul>
  );
}

function Proposal(props: { contact: Contact; proposal: LinkProposal }): ReactElement {
  const { contact, proposal } = props;
  const [busy, setBusy] = useState(false);
  const { evidence } = proposal;
  // Which of the two is on screen depends on whose case it is.
  const seen = new Set([contact.id, ...contact.links.map((one) => one.linked_contact_id)]);
  const other = seen.has(proposal.other.id) ? proposal.contact : proposal.other;
  const name = other.name || t('contacts.unnamed');
  async function choose(accept: boolean): Promise<void> {
    setBusy(true);
    try {
      await decide(proposal.id, name, accept);
    } catch (error) {
      say(describeError(error), 'bad');
    } finally {
      setBusy(false);
    }
  }
  return (
    <li className={styles['proposal']}>
      <Icon name="link" />
      <div>
        <p>
          {t('contacts.proposed')} <AppLink to={pathTo.contact(other.id)}>{name}</AppLink>
        </p>
        <p className={styles['evidence']}>
          {t(`contacts.evidence.${evidence.code}`, { address: evidence.address ?? '' })} ·{' '}
          <RelativeTime at={proposal.proposed_at} length="long" />
        </p>
        <div className={styles['deeds']}>
          <Button size="compact-sm" loading={busy} onClick={() => void choose(true)}>
            {t('contacts.acceptLink')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void choose(false)}
          >
            {t('contacts.declineLink')}
          </Button>
        </div>
      </div>
    </li>
  );
}
