import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Suspense, type ComponentProps, type ReactElement } from 'react';
import { changeStatus } from '../../api/change-cases.ts';
import { t } from '../../i18n/translate.ts';
import { pick } from '../../actions/pick.ts';
import { useGo } from '../../parts/app-link.tsx';
import { lazyPart } from '../../parts/lazy-part.ts';
import { pathTo, type CaseListName } from '../../paths.ts';
import { linkCases, mergeCase, type CaseRef } from './case-changes/change-links.ts';
import { moveMessage } from './case-changes/change-messages.ts';
import { DeleteDialog } from './case-changes/delete-dialog.tsx';
import { FindCase } from './case-changes/find-case.tsx';
import { WaitDialog } from './case-changes/wait-dialog.tsx';
import { SeatDialog } from './seats/seat-dialog.tsx';
import type { CaseDialog } from './case-context.ts';
import { PromiseDialogs } from './promises/promise-dialogs.tsx';
import { TravelDialogs } from './travel/travel-dialogs.tsx';
import { HeadersDialog } from './case-timeline/headers-dialog.tsx';

const SourceDialog = lazyPart(
  async () => (await import('./message-source/source-dialog.tsx')).SourceDialog,
);

function LateSource(props: ComponentProps<typeof SourceDialog>): ReactElement {
  return (
    <Suspense>
      <SourceDialog {...props} />
    </Suspense>
  );
}

export interface CaseDialogsProps {
  detail: CaseDetail;
  list: CaseListName;
  dialog: CaseDialog | null;
  onClose: () => void;
}

async function askLink(detail: CaseDetail, to: CaseRef): Promise<void> {
  const picked = await pick({
    title: t('find.kind'),
    items: [
      { id: 'related', label: t('find.related'), icon: 'link' },
      { id: 'parent', label: t('find.parent'), icon: 'folder' },
    ],
  });
  if (picked === null || !('id' in picked)) return;
  await linkCases(detail, to, picked.id === 'parent' ? 'parent' : 'related');
}

/** The dialog that is open over the case, if any. */
export function CaseDialogs(props: CaseDialogsProps): ReactElement | null {
  const { detail, dialog, onClose, list } = props;
  const go = useGo();
  const lead = (number: number) => go(pathTo.case(number, list));
  const find = { exceptId: detail.id, contactId: detail.contact?.id ?? null, onClose };
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'transfer':
    case 'task':
    case 'taskChange':
    case 'taskFinish':
    case 'familyReply':
    case 'familyAdd':
      return <TravelDialogs detail={detail} dialog={dialog} onClose={onClose} />;
    case 'seat':
      return <SeatDialog detail={detail} onClose={onClose} />;
    case 'promise':
    case 'renegotiate':
      return <PromiseDialogs detail={detail} dialog={dialog} onClose={onClose} />;
    case 'wait':
      return <AskWait detail={detail} onClose={onClose} />;
    case 'merge':
      return (
        <FindCase
          {...find}
          title={t('find.merge')}
          onChoose={(found) => found !== 'extra' && void mergeCase(detail, found, lead)}
        />
      );
    case 'link':
      return (
        <FindCase
          {...find}
          title={t('find.link')}
          onChoose={(found) => found !== 'extra' && void askLink(detail, found)}
        />
      );
    case 'move':
      return (
        <FindCase
          {...find}
          title={t('find.move')}
          extra={{ id: 'split', label: t('find.split'), icon: 'split', always: true }}
          onChoose={(found) => void moveMessage(dialog.message, found === 'extra' ? null : found)}
        />
      );
    case 'headers':
      return <HeadersDialog message={dialog.message} onClose={onClose} />;
    case 'source':
      return <LateSource {...dialog} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog
          detail={detail}
          onClose={onClose}
          go={{
            leave: () => go(pathTo.cases(list)),
            back: () => lead(detail.number),
          }}
        />
      );
  }
}

/** Asks until when the case waits, and lets it. */
function AskWait({ detail, onClose }: { detail: CaseDetail; onClose: () => void }): ReactElement {
  return (
    <WaitDialog
      title={t('wait.title')}
      doLabel={t('wait.do')}
      asksReason
      onClose={onClose}
      onChoose={(until, reason) =>
        void changeStatus([detail], {
          status: 'waiting',
          waitingUntil: until.toISOString(),
          reason,
        })
      }
    />
  );
}
