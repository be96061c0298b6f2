import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { WaitDialog } from '../case-changes/wait-dialog.tsx';
import { idOf } from '../case-timeline/timeline-rules.ts';
import { SendGuard } from './send-guard.tsx';
import type { Seen } from './use-seen.ts';
import type { Sending } from './use-send.ts';

/** What is asked on the way to sending: until when, when, and whether what is new was read. */
export function SendDialogs(props: {
  asking: 'wait' | 'later' | null;
  onAsked: () => void;
  sending: Sending;
  seen: Seen;
  onShow: (entryId: string) => void;
  /** Leads back into the text. */
  focus: () => void;
}): ReactElement {
  const { asking, sending, seen } = props;
  const { guarded } = sending;
  // After the dialog has left, and with it what had the focus.
  const goOn = () => requestAnimationFrame(props.focus);
  return (
    <>
      {asking === null ? null : (
        <WaitDialog
          title={t(asking === 'wait' ? 'wait.title' : 'wait.laterTitle')}
          doLabel={t(asking === 'wait' ? 'wait.doSend' : 'wait.doLater')}
          asksReason={false}
          onClose={() => {
            props.onAsked();
            goOn();
          }}
          onChoose={(until) =>
            void sending.send(
              asking === 'wait' ? { kind: 'wait', until } : { kind: 'later', at: until },
            )
          }
        />
      )}
      {guarded === null ? null : (
        <SendGuard
          unread={seen.unread}
          onClose={() => {
            sending.leaveGuard();
            goOn();
          }}
          onRead={() => {
            const first = seen.unread[0];
            sending.leaveGuard();
            seen.acknowledge();
            if (first) props.onShow(idOf(first));
            goOn();
          }}
          onSendAnyway={() => void sending.send(guarded, true)}
        />
      )}
    </>
  );
}
