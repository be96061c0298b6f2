import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { ChannelCapabilities } from './channel-adapter.ts';

const MEBIBYTE = 1024 * 1024;

/** What mail can do; its edits and deletions are new mails. */
const email: ChannelCapabilities = {
  visibilities: ['direct'],
  text_characters_max: 1_000_000,
  formats: ['html', 'plain'],
  media: { kinds: ['*'], size_bytes_max: 25 * MEBIBYTE, count_max: 100 },
  threads: true,
  edit: 'none',
  delete: 'none',
  typing: 'none',
  read: 'none',
  reply_window_hours: null,
  sends_per_second: null,
  recognises_repeats: false,
};

/**
 * What each kind of channel can do: adapters declare it and replies are checked against it before
 * anything is queued. A form is answered by mail, so it can what mail can.
 */
export const capabilitiesByKind: Readonly<Record<ChannelKind, ChannelCapabilities>> = {
  email,
  chat: {
    ...email,
    // Read on a telephone; whoever has more to say sends a file.
    text_characters_max: 20_000,
    formats: ['plain'],
    media: { kinds: ['*'], size_bytes_max: 25 * MEBIBYTE, count_max: 10 },
    threads: false,
    typing: 'both',
    read: 'both',
    recognises_repeats: true,
  },
  form: email,
  api: {
    ...email,
    visibilities: ['direct', 'unlisted', 'public'],
    // Programs behind it may lead to any network; each has its own limits.
    text_characters_max: 100_000,
    media: { kinds: ['*'], size_bytes_max: 25 * MEBIBYTE, count_max: 20 },
    edit: 'in',
    delete: 'in',
    read: 'in',
    sends_per_second: 20,
    recognises_repeats: true,
  },
};
