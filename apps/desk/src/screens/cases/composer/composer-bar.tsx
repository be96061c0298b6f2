import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { TooltipWords } from '@earshot/ui/icon-button.tsx';
import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { getAction, type ActionId } from '../../../actions/action-list.ts';
import { t, type MessageId } from '../../../i18n/translate.ts';
import type { ComposeMode, ComposeRequest } from '../case-context.ts';
import type { CaseDrafts } from './case-drafts.ts';
import styles from './composer.module.css';
import { isBlank, type DraftKind } from './draft-rules.ts';
import { useDraft } from './use-drafts.ts';

interface Choice {
  mode: ComposeMode;
  icon: IconName;
  words: MessageId;
  action: ActionId;
}

const choices: readonly Choice[] = [
  { mode: 'reply', icon: 'reply', words: 'compose.reply', action: 'case.reply' },
  { mode: 'replyAll', icon: 'reply', words: 'compose.replyAll', action: 'case.replyAll' },
  { mode: 'forward', icon: 'forward', words: 'compose.forward', action: 'case.forward' },
  { mode: 'note', icon: 'note', words: 'compose.note', action: 'case.note' },
];

/** What may be written in a case: to the contact, to all, to a third party, or inside only. */
export function listModes(detail: CaseDetail, colleague: boolean): ComposeMode[] {
  if (colleague) return ['note'];
  if (detail.reply_to === null) return ['note'];
  const all = detail.reply_to.cc.length > 0 ? (['replyAll'] as const) : [];
  return ['reply', ...all, 'forward', 'note'];
}

/** The kinds of writing as a row of buttons; of the open one it says so. */
export function ModeButtons(props: {
  modes: readonly ComposeMode[];
  current: ComposeMode | null;
  onOpen: (request: ComposeRequest) => void;
}): ReactElement {
  return (
    <div className={styles['modes']} role="group" aria-label={t('compose.kinds')}>
      {choices
        .filter((choice) => props.modes.includes(choice.mode))
        .map(({ mode, icon, words, action }) => (
          <Tooltip
            key={mode}
            label={<TooltipWords label={t(words)} keys={getAction(action).keys} />}
          >
            <UnstyledButton
              className={styles['mode']}
              data-mode={mode}
              aria-pressed={props.current === null ? undefined : props.current === mode}
              onClick={() => props.onOpen({ mode, message: null })}
            >
              <Icon name={icon} />
              {t(words)}
            </UnstyledButton>
          </Tooltip>
        ))}
    </div>
  );
}

/** The composer put aside: what can be written, and drafts to go on with. */
export function ComposerBar(props: {
  modes: readonly ComposeMode[];
  drafts: CaseDrafts;
  onOpen: (request: ComposeRequest) => void;
}): ReactElement {
  return (
    <div className={styles['bar']}>
      <ModeButtons modes={props.modes} current={null} onOpen={props.onOpen} />
      <span className={styles['begun']}>
        <Begun kind="reply" drafts={props.drafts} onOpen={props.onOpen} />
        <Begun kind="note" drafts={props.drafts} onOpen={props.onOpen} />
        <Begun kind="forward" drafts={props.drafts} onOpen={props.onOpen} />
      </span>
    </div>
  );
}

function Begun(props: {
  kind: DraftKind;
  drafts: CaseDrafts;
  onOpen: (request: ComposeRequest) => void;
}): ReactElement | null {
  const { kind, drafts, onOpen } = props;
  const { value } = useDraft(drafts, kind);
  if (isBlank(value)) return null;
  const mode = kind === 'reply' && value.cc.length > 0 ? 'replyAll' : kind;
  return (
    <UnstyledButton className={styles['go']} onClick={() => onOpen({ mode, message: null })}>
      <Icon name="pencil" size={12} />
      {t(`compose.draft.${kind}`)}
    </UnstyledButton>
  );
}
