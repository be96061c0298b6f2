import type { IconName } from '@earshot/ui/icon.tsx';
import type { MessageId } from '../i18n/translate.ts';

export interface ActionDefinition {
  /** `mod` is ⌘ or Ctrl; a blank separates the keys of a sequence. */
  keys?: string;
  label: MessageId;
  group: 'general' | 'go' | 'list' | 'case';
  icon?: IconName;
}

/**
 * Every action of the desk, once: its key, its words, its place. Keyboard, palette, tooltips and
 * the map of keys are all made from this list; a screen gives an action its deed with `useAction`.
 */
export const actionList = {
  'palette.open': { keys: 'mod+k', label: 'action.palette', group: 'general', icon: 'bolt' },
  'keys.show': { keys: '?', label: 'action.keys', group: 'general', icon: 'keyboard' },
  'search.open': { keys: '/', label: 'action.search', group: 'general', icon: 'search' },
  undo: { keys: 'z', label: 'action.undo', group: 'general', icon: 'undo' },
  'theme.toggle': { label: 'action.theme', group: 'general', icon: 'moon' },
  'language.toggle': { label: 'action.language', group: 'general', icon: 'flag' },
  'density.toggle': { label: 'action.density', group: 'general', icon: 'menu' },
  'session.end': { label: 'action.signOut', group: 'general', icon: 'sign-out' },

  'go.mine': { keys: 'g m', label: 'action.goMine', group: 'go', icon: 'cases' },
  'go.unassigned': { keys: 'g u', label: 'action.goUnassigned', group: 'go', icon: 'cases' },
  'go.teams': { keys: 'g t', label: 'action.goTeams', group: 'go', icon: 'team' },
  'go.waiting': { keys: 'g w', label: 'action.goWaiting', group: 'go', icon: 'clock' },
  'go.held': { keys: 'g h', label: 'action.goHeld', group: 'go', icon: 'hand' },
  'go.resolved': { keys: 'g d', label: 'action.goResolved', group: 'go', icon: 'check' },
  'go.all': { keys: 'g a', label: 'action.goAll', group: 'go', icon: 'cases' },
  'go.contacts': { keys: 'g c', label: 'action.goContacts', group: 'go', icon: 'contacts' },
  'go.live': { keys: 'g l', label: 'action.goLive', group: 'go', icon: 'chat' },
  'go.tasks': { keys: 'g k', label: 'action.goTasks', group: 'go', icon: 'check' },
  'go.escalations': {
    keys: 'g e',
    label: 'action.goEscalations',
    group: 'go',
    icon: 'warning',
  },
  'go.makingGood': { keys: 'g f', label: 'action.goMakingGood', group: 'go', icon: 'hand' },
  'go.promises': { keys: 'g p', label: 'action.goPromises', group: 'go', icon: 'clock' },
  'go.receipts': { keys: 'g r', label: 'action.goReceipts', group: 'go', icon: 'receipts' },
  'go.settings': { keys: 'g s', label: 'action.goSettings', group: 'go', icon: 'settings' },

  'ring.accept': { keys: 'alt+a', label: 'action.ringAccept', group: 'general', icon: 'check' },
  'ring.decline': { keys: 'alt+n', label: 'action.ringDecline', group: 'general', icon: 'close' },
  'live.next': { keys: 'alt+w', label: 'action.liveNext', group: 'go', icon: 'chat' },

  'live.toggle': { keys: 'alt+l', label: 'action.liveToggle', group: 'general', icon: 'chat' },
  'live.take': { label: 'action.liveTake', group: 'general', icon: 'chat' },
  'live.mail': { label: 'action.liveMail', group: 'general', icon: 'mail' },
  'live.away': { label: 'action.liveAway', group: 'general', icon: 'clock' },
  'live.menu': { label: 'action.liveMenu', group: 'general', icon: 'settings' },

  'list.next': { keys: 'j', label: 'action.next', group: 'list' },
  'list.previous': { keys: 'k', label: 'action.previous', group: 'list' },
  'list.open': { keys: 'o', label: 'action.open', group: 'list' },
  'list.select': { keys: 'x', label: 'action.select', group: 'list', icon: 'check' },
  'list.selectAll': { keys: 'shift+x', label: 'action.selectAll', group: 'list', icon: 'check' },
  'list.channel': { keys: 'c', label: 'action.channel', group: 'list', icon: 'chat' },
  back: { keys: 'escape', label: 'action.back', group: 'list', icon: 'chevron-left' },

  'case.reply': { keys: 'r', label: 'action.reply', group: 'case', icon: 'reply' },
  'case.replyAll': { keys: 'shift+r', label: 'action.replyAll', group: 'case', icon: 'reply' },
  'case.note': { keys: 'n', label: 'action.note', group: 'case', icon: 'note' },
  'case.forward': { keys: 'f', label: 'action.forward', group: 'case', icon: 'forward' },
  'case.send': { keys: 'mod+enter', label: 'action.send', group: 'case', icon: 'send' },
  'case.check': { keys: 'mod+.', label: 'action.check', group: 'case', icon: 'warning' },
  'case.take': { keys: 'm', label: 'action.take', group: 'case', icon: 'hand' },
  'case.assign': { keys: 'a', label: 'action.assign', group: 'case', icon: 'assign' },
  'case.transfer': { keys: 't', label: 'action.transfer', group: 'case', icon: 'transfer' },
  'case.promise': { keys: 'shift+p', label: 'action.promise', group: 'case', icon: 'clock' },
  'case.promiseLater': {
    keys: 'shift+l',
    label: 'action.promiseLater',
    group: 'case',
    icon: 'history',
  },
  'case.promiseKept': { label: 'action.promiseKept', group: 'case', icon: 'check' },
  'case.task': { keys: 'shift+t', label: 'action.task', group: 'case', icon: 'check' },
  'case.checklist': { label: 'action.checklist', group: 'case', icon: 'list' },
  'case.familyMake': { label: 'action.familyMake', group: 'case', icon: 'folder' },
  'case.familyReply': { label: 'action.familyReply', group: 'case', icon: 'send' },
  'case.snooze': { keys: 's', label: 'action.snooze', group: 'case', icon: 'clock' },
  'case.resolve': { keys: 'e', label: 'action.resolve', group: 'case', icon: 'check' },
  'case.reopen': { keys: 'shift+e', label: 'action.reopen', group: 'case', icon: 'history' },
  'case.close': { label: 'action.close', group: 'case', icon: 'check' },
  'case.tags': { keys: 'l', label: 'action.tags', group: 'case', icon: 'tag' },
  'case.priority': { keys: 'p', label: 'action.priority', group: 'case', icon: 'flag' },
  'case.subject': { label: 'action.subject', group: 'case', icon: 'pencil' },
  'case.participant': { label: 'action.participant', group: 'case', icon: 'contacts' },
  'case.seat': { keys: 'd', label: 'action.seat', group: 'case', icon: 'forward' },
  'case.merge': { label: 'action.merge', group: 'case', icon: 'merge' },
  'case.link': { label: 'action.link', group: 'case', icon: 'link' },
  'case.copyLink': { label: 'action.copyLink', group: 'case', icon: 'copy' },
  'case.copyPageLink': { label: 'action.copyPageLink', group: 'case', icon: 'copy' },
  'case.revokePageLink': { label: 'action.revokePageLink', group: 'case', icon: 'close' },
  'case.escalation': { keys: 'w', label: 'action.escalation', group: 'case', icon: 'warning' },
  'case.recovery': { keys: 'h', label: 'action.recovery', group: 'case', icon: 'bolt' },
  'case.gesture': { keys: 'shift+h', label: 'action.gesture', group: 'case', icon: 'hand' },
  'case.panel': { keys: 'i', label: 'action.panel', group: 'case', icon: 'contacts' },
  'case.delete': { label: 'action.delete', group: 'case', icon: 'trash' },
} as const satisfies Record<string, ActionDefinition>;

export type ActionId = keyof typeof actionList;

/** The definition of an action, with the optional parts in its type. */
export function getAction(id: ActionId): ActionDefinition {
  return actionList[id];
}

/** All actions in the order of the list. */
export const actionIds = Object.keys(actionList) as ActionId[];
