import { readCaseNotifications } from './features/worklists/public.ts';
import { worklistRoutes } from './features/worklists/worklist-routes.ts';
import type { AppOptions } from './app.ts';
import { articleRoutes } from './features/articles/article-routes.ts';
import { accountRoutes } from './features/accounts/account-routes.ts';
import { cannedTextRoutes } from './features/canned-texts/canned-text-routes.ts';
import { caseRoutes } from './features/cases/case-routes.ts';
import { getCaseForReading, listHiddenTeamIds, visibleCases } from './features/cases/public.ts';
import { presentCase } from './features/cases/case-views.ts';
import { mergeCases } from './features/cases/changes/merge-cases.ts';
import { forwardCase } from './features/cases/replies/forward-case.ts';
import { findReplyTarget } from './features/cases/replies/reply-target-views.ts';
import { seatRoutes } from './features/case-pages/seats/seat-routes.ts';
import { linkKeyOf } from './features/links/public.ts';
import { replyRoutes } from './features/cases/replies/reply-routes.ts';
import { apiChannelRoutes } from './features/channels/api/api-routes.ts';
import { channelRoutes } from './features/channels/channel-routes.ts';
import { callByNetwork } from './features/channels/live-test/call-door.ts';
import { createDnsQuestions } from './features/channels/check-dns.ts';
import { checkMailbox } from './features/channels/email/receive/check-mailbox.ts';
import type { AdapterRegistry } from './features/channels/kit/public.ts';
import type { StoreReceipt } from './features/channels/email/receive/inlet.ts';
import { checkRelay } from './features/channels/email/send/check-relay.ts';
import { createSystemMailer } from './features/channels/email/send-system-mail.ts';
import { createFirstChannel } from './features/channels/public.ts';
import { receiptRoutes } from './features/channels/receipt-routes.ts';
import { contactRoutes } from './features/contacts/contact-routes.ts';
import { channelMessageRoutes } from './features/deliveries/channel-message-routes.ts';
import { attachmentRoutes } from './features/conversations/attachment-routes.ts';
import { noteLookAtReceipt } from './features/conversations/changes/public.ts';
import { versionRoutes } from './features/conversations/changes/version-routes.ts';
import { frameRoutes } from './features/conversations/frame/frame-routes.ts';
import { keyRoutes } from './features/keys/key-routes.ts';
import { createFirstAdministrator } from './features/members/public.ts';
import { memberRoutes } from './features/members/member-routes.ts';
import { promiseRoutes } from './features/promises/promise-routes.ts';
import { placeDue } from './features/deliveries/public.ts';
import { guardReply, guardWords } from './features/reply-check/public.ts';
import { replyCheckRoutes } from './features/reply-check/reply-check-routes.ts';
import type { SessionAuthenticator } from './features/sessions/public.ts';
import { sessionRoutes } from './features/sessions/session-routes.ts';
import { recoveryRoutes } from './features/recoveries/recovery-routes.ts';
import { routingRoutes } from './features/routing/routing-routes.ts';
import type { FindVisitor, RoutingHands } from './features/routing/public.ts';
import { trailRoutes } from './features/trail/trail-routes.ts';
import { taskRoutes } from './features/tasks/task-routes.ts';
import { fillInBackground } from './operate/demo/fill-in-background.ts';
import { forgetTestVisitor, type Web } from './features/web/public.ts';
import { type Actor, storedActor } from './platform/actor.ts';
import type { Tx } from './platform/db/database.ts';
import type { Route } from './platform/http/route.ts';
import { type Health, healthRoutes } from './platform/web/health-routes.ts';

export interface RouteParts extends AppOptions {
  adapters: AdapterRegistry;
  authenticator: SessionAuthenticator;
  health: Health;
  routingHands: RoutingHands;
  findVisitor: FindVisitor;
  storeReceipt: StoreReceipt;
  webRoutes: readonly Route[];
  /** Visitors of the case learn that it was read. */
  onCaseRead: Web['onCaseRead'];
  wakeIntake: () => void;
  wakeDelivery: () => void;
}

/** Every route of the server, each with what it needs. */
export function composeRoutes(parts: RouteParts): Route[] {
  const { authenticator: sessions, db, secretBox: box } = parts;
  const sendSystemMail = parts.sendSystemMail ?? createSystemMailer(parts);
  const assertReadable = async (tx: Tx, actor: Actor, caseId: string) => {
    await getCaseForReading(tx, actor, caseId);
  };
  const visibleTo = async (tx: Tx, actor: Actor) =>
    visibleCases(actor, await listHiddenTeamIds(tx, actor));
  const onRead: typeof readCaseNotifications = async (tx, reader, caseId, now) => {
    await readCaseNotifications(tx, reader, caseId, now);
    await parts.onCaseRead(tx, storedActor(reader), caseId);
  };
  return [
    ...healthRoutes(parts.health, parts.version),
    ...accountRoutes({
      sessions,
      founders: {
        createFirstAdministrator,
        async createFirstChannel(tx, channel) {
          await createFirstChannel(tx, box, channel);
        },
      },
      smtpInPort: () => parts.smtpInPort?.() ?? null,
      hasRelay: parts.relayUrl !== null,
      fillWithDemo: async (_db, founded) => fillInBackground({ ...parts, box }, founded.account_id),
    }),
    ...sessionRoutes({ ...parts, sessions, sendSystemMail }),
    ...memberRoutes({ ...parts, sessions, sendSystemMail, guardWords }),
    ...keyRoutes({ ...parts, sessions }),
    ...contactRoutes({
      clock: parts.clock,
      visibleCases: visibleTo,
    }),
    ...articleRoutes(parts),
    ...channelRoutes({
      ...parts,
      box,
      dns: createDnsQuestions(),
      checkMailbox,
      checkRelay: (url) => checkRelay(url, parts.log),
      callDoor: parts.callDoor ?? callByNetwork(parts.publicUrl),
      forgetVisitor: (accountId, visitorId) => forgetTestVisitor(db, accountId, visitorId),
    }),
    ...apiChannelRoutes(parts),
    ...channelMessageRoutes(),
    ...receiptRoutes({
      ...parts,
      db,
      canReadCase: assertReadable,
      noteLook: noteLookAtReceipt,
      onStored: parts.wakeIntake,
    }),
    ...attachmentRoutes({ storage: parts.storage, canReadCase: assertReadable }),
    ...frameRoutes({ ...parts, canReadCase: assertReadable }),
    ...versionRoutes({ canReadCase: assertReadable }),
    ...caseRoutes({ ...parts, guardReply, guardWords, onRead }),
    ...promiseRoutes({ clock: parts.clock, visibleCases: visibleTo, guardWords }),
    ...replyRoutes({ ...parts, guardReply, placeDue: placeDue.bind(null, parts.adapters) }),
    ...replyCheckRoutes(parts),
    ...seatRoutes({ ...parts, ...composeSeats(parts) }),
    ...taskRoutes(parts),
    ...routingRoutes({
      clock: parts.clock,
      hands: parts.routingHands,
      findVisitor: parts.findVisitor,
    }),
    ...parts.webRoutes,
    ...recoveryRoutes(parts),
    ...cannedTextRoutes({ clock: parts.clock, guardWords }),
    ...trailRoutes({ clock: parts.clock, mergeCases, presentCase }),
    ...worklistRoutes(parts),
  ];
}

/** What drawing somebody into a case needs of the cases. */
function composeSeats({ secretBox, publicUrl }: RouteParts) {
  return {
    making: { key: linkKeyOf(secretBox), publicUrl },
    async sendSideMail(
      tx: Tx,
      actor: Actor,
      caseId: string,
      mail: { to: string; subject: string; text: string },
      now: Date,
    ) {
      const { to, ...words } = mail;
      const plain = { cc: [], message_ids: [], with_attachments: false, attachment_ids: [] };
      return forwardCase(tx, actor, caseId, { ...plain, ...words, to: [to], undo_seconds: 0 }, now);
    },
    async findAnswered(tx: Tx, caseId: string) {
      return (await findReplyTarget(tx, caseId))?.to[0]?.address ?? null;
    },
  };
}
