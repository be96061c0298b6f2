import type { ChannelCapabilities } from '../../../../apps/server/src/features/channels/kit/public.ts';
import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { startTestApp, TestApp, TestMember } from '../http/start-test-app.ts';

/** One thing that somebody says on a channel. */
export interface Said {
  id: string;
  thread: string;
  text: string;
  subject?: string;
  /** Who says it; the same one where it is left out. */
  from?: string;
  files?: readonly { name: string; bytes: Buffer }[];
  /** Where the kind has several; left out: direct. */
  visibility?: 'direct' | 'unlisted' | 'public';
}

/** How the other side answers what we send. */
export type OutsideMood = 'well' | 'down' | 'busy' | 'expired' | 'revoked';

/** One message of ours as the other side got it. */
export interface SentOutside {
  text: string;
  /** Recognises repetitions, where the channel has such a key. */
  key: string;
}

/** What the other side can be made to do. */
export interface OutsideMoods {
  set(mood: OutsideMood): void;
  /** How often it was asked to take something, whatever it answered. */
  countAsked(): number;
  /** Seconds for which a busy one is left alone: it asked for them, or the protocol does. */
  rests_s: number;
  /** What becomes of a message that meets it: a login can be renewed, so it may wait. */
  ends: Record<'expired' | 'revoked', 'failed' | 'deferred'>;
}

/** One channel with its other side, made by the harness of its kind. */
export interface ChannelHands {
  channelId: string;
  /** By the real door; resolves when the outside was told “accepted”. */
  say(said: Said): Promise<void>;
  /** The same thing as another delivery of it: its id stays, its bytes do not. */
  sayInOtherBytes(said: Said): Promise<void>;
  edit?(said: Said & { at: Date }): Promise<void>;
  takeBack?(said: Pick<Said, 'id' | 'thread'> & { at: Date }): Promise<void>;
  /** The same signed bytes as before, sent again by somebody who overheard them; HTTP status. */
  replay?(said: Said): Promise<number>;
  /** Statuses of forgeries, by what is wrong with each. */
  forge?(said: Said): Promise<Record<string, number>>;
  /** Status of a request signed an hour ago. */
  sayLate?(said: Said): Promise<number>;
  /** The id under which the channel keeps what was said, where the sender cannot choose it. */
  nameOf?(said: Said): string;
  /** Characters that the door takes of one message; left out: as many as are sent. */
  textMax?: number;
  /** Null: nothing leaves by this kind. */
  outside: {
    /** What arrived there, the oldest first. */
    listSent(): Promise<readonly SentOutside[]>;
    /** Null: the other side is ours and there whenever we are; `without.moods` says so. */
    moods: OutsideMoods | null;
  } | null;
  /** Why a hand is missing, in a sentence; asked wherever a case does not apply. */
  without: Partial<
    Record<'edit' | 'takeBack' | 'signature' | 'outside' | 'moods' | 'thread' | 'gap', string>
  >;
  close(): Promise<void>;
}

/** What hands need of the application; it may run in a process of its own. */
export type ChannelWorld = Pick<TestApp, 'app' | 'clock' | 'db' | 'nobody'> & {
  /** Where it listens for mail; left out: nowhere. */
  smtpPort?: number;
};

export interface ChannelHarness {
  kind: ChannelKind;
  capabilities: ChannelCapabilities;
  /** Folder of recorded payloads with what they are to be understood as. */
  recorded: string;
  /** Options of the whole application that the channel needs, such as where mail goes out. */
  prepare?(): Promise<Parameters<typeof startTestApp>[0]>;
  open(app: ChannelWorld, admin: TestMember): Promise<ChannelHands>;
}

/** The running application with the hands of one channel. */
export interface Stage {
  app: TestApp;
  admin: TestMember;
  hands: ChannelHands;
}
