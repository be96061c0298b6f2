import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { FindCase } from '../case-changes/find-case.tsx';
import type { TravelDialog } from '../case-context.ts';
import { addPart } from '../family/change-family.ts';
import { FamilyReplyDialog } from '../family/family-reply-dialog.tsx';
import { FinishDialog } from '../tasks/finish-dialog.tsx';
import { TaskDialog } from '../tasks/task-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

/** The dialog of a transfer, a task or a family that is open over the case. */
export function TravelDialogs(props: {
  detail: CaseDetail;
  dialog: TravelDialog;
  onClose: () => void;
}): ReactElement {
  const { detail, dialog, onClose } = props;
  switch (dialog.kind) {
    case 'transfer':
      return <TransferDialog detail={detail} onClose={onClose} />;
    case 'task':
      return <TaskDialog detail={detail} teamId={dialog.teamId} onClose={onClose} />;
    case 'taskChange':
      return <TaskDialog detail={detail} task={dialog.task} onClose={onClose} />;
    case 'taskFinish':
      return <FinishDialog task={dialog.task} onClose={onClose} />;
    case 'familyReply':
      return <FamilyReplyDialog detail={detail} onClose={onClose} />;
    case 'familyAdd':
      return (
        <FindCase
          title={t('family.add')}
          exceptId={detail.id}
          contactId={null}
          onClose={onClose}
          onChoose={(found) => found !== 'extra' && void addPart(detail, found)}
        />
      );
  }
}
