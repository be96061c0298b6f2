import { createApiAdapter } from './features/channels/api/api-adapter.ts';
import { createWebhookOutbound } from './features/channels/api/deliver-by-webhook.ts';
import { createChatAdapter } from './features/channels/chat/chat-adapter.ts';
import { authenticateByDns } from './features/channels/email/verdicts/authenticate-by-dns.ts';
import { createEmailTransport } from './features/channels/email/deliver-email.ts';
import {
  createEmailAdapter,
  type EmailAdapterDeps,
} from './features/channels/email/email-adapter.ts';
import { pullMailbox } from './features/channels/email/pull-mailbox.ts';
import { checkRelay } from './features/channels/email/send/check-relay.ts';
import { createUnderstandPool } from './features/channels/email/understand/understand-pool.ts';
import { createFormAdapter } from './features/channels/form/form-adapter.ts';
import type { IsMailboxOpen } from './features/channels/health/check-continuing.ts';
import {
  type AdapterRegistry,
  createAdapterRegistry,
  type ShowToVisitors,
} from './features/channels/kit/public.ts';
import { getChannel } from './features/channels/public.ts';
import type { EmailTransportDeps } from './features/channels/email/deliver-email.ts';
import type { Clock } from './platform/clock.ts';
import type { SecretBox } from './platform/crypto/secret-box.ts';
import type { Database } from './platform/db/database.ts';
import type { Log } from './platform/log/log.ts';
import type { OutsideRules } from './platform/web/fetch-outside.ts';
import type { FileStorage } from './platform/storage/file-storage.ts';

export interface AdapterParts {
  db: Database;
  storage: FileStorage;
  secretBox: SecretBox;
  clock: Clock;
  log: Log;
  /** Left out: nothing is sent, as where no server runs. */
  relayUrl?: string | null;
  loopMark?: string;
  endMail?: EmailTransportDeps['endMail'];
  /** Where answers of a chat become visible; left out: they wait for a server. */
  showToVisitor?: ShowToVisitors;
  /** SPF, DKIM and DMARC; left out: by DNS. */
  authenticate?: EmailAdapterDeps['authenticate'] | undefined;
  understandWorkers?: number | undefined;
  /** What counts as outside for webhooks; left out: the public internet. */
  outsideRules?: OutsideRules | undefined;
}

export interface ComposedAdapters extends AdapterRegistry {
  /** Ends what they hold open. */
  close(): Promise<void>;
}

/** The adapters of every kind of channel, with what they hold open. */
export function composeAdapters(parts: AdapterParts): ComposedAdapters {
  const understander = createUnderstandPool({ size: parts.understandWorkers ?? 2 });
  const { endMail, ...others } = parts;
  const mail = createEmailTransport({
    ...others,
    relayUrl: parts.relayUrl ?? null,
    loopMark: parts.loopMark ?? '',
    ...(endMail ? { endMail } : {}),
  });
  const isMailboxOpen: IsMailboxOpen = (accountId, channelId) =>
    parts.db.withAccount(accountId, async (tx) => {
      const { kind, disabledAt } = await getChannel(tx, channelId);
      return kind === 'email' && disabledAt === null;
    });
  const registry = createAdapterRegistry([
    createEmailAdapter({
      understander,
      authenticate: parts.authenticate ?? authenticateByDns(parts.clock),
      outbound: mail,
      startPull: pullMailbox(parts),
      relayUrl: parts.relayUrl ?? null,
      checkRelay: (url) => checkRelay(url, parts.log),
    }),
    createChatAdapter(parts.showToVisitor ?? null, isMailboxOpen),
    createFormAdapter(isMailboxOpen),
    createApiAdapter(createWebhookOutbound(parts), parts.outsideRules),
  ]);
  return {
    ...registry,
    async close() {
      await Promise.all(registry.all.map((adapter) => adapter.outbound.close()));
      await understander.close();
    },
  };
}
