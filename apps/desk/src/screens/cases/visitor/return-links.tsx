import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReturnLink } from '@earshot/contract/return-link-contract.ts';
import { formatDate } from '@earshot/ui/format-time.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { offerUndo } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';
import { PanelSection } from '../case-panel/panel-section.tsx';
import styles from '../seats/seats.module.css';

/** Who has a link from a mail of ours that leads back into the chat; nothing where nobody has. */
export function ReturnLinks(props: { detail: CaseDetail; locked: boolean }): ReactElement | null {
  const { detail, locked } = props;
  const { locale, timeZone } = useUi();
  const { data } = useQuery({
    queryKey: [...queryKeys.case(detail.id), 'return-links'],
    queryFn: () => client.call('listCaseReturnLinks', { params: { caseId: detail.id } }),
  });
  if (!data || data.items.length === 0) return null;
  const standing = ({ expires_at: until, expired: over }: ReturnLink) =>
    t(over ? 'returnLink.over' : 'returnLink.until', {
      at: formatDate(Date.parse(until), locale, timeZone),
    });
  return (
    <PanelSection title={t('returnLink.panel')}>
      <ul className={styles['rows']}>
        {data.items.map((link) => (
          <li key={link.id} className={styles['row']}>
            <span>
              {link.address}
              <small>{standing(link)}</small>
            </span>
            {locked ? null : (
              <IconButton
                size="small"
                icon="close"
                label={t('returnLink.revoke', { address: link.address })}
                onClick={() => void revoke(detail.id, link)}
              />
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

async function revoke(caseId: string, { id: linkId, address }: ReturnLink): Promise<void> {
  const params = { caseId, linkId };
  await attempt(async () => {
    await client.call('deleteCaseReturnLink', { params });
    renewCase(caseId);
    offerUndo(t('returnLink.revoked', { address }), async () => {
      await client.call('createReturnLinkRestoration', { params });
      renewCase(caseId);
    });
  });
}
