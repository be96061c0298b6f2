import type { MessageVisibility } from '@earshot/contract/channel-kind-contract.ts';
import type { ChannelCapabilities } from './channel-adapter.ts';

/** From the fewest who may read to the most. */
const widths: readonly MessageVisibility[] = ['direct', 'unlisted', 'public'];

/** Whether something said with `one` may be read by more than something said with `other`. */
export function isWider(one: MessageVisibility, other: MessageVisibility): boolean {
  return widths.indexOf(one) > widths.indexOf(other);
}

/**
 * Who may read an answer: as wished, else as its question. An answer that more people could read
 * than its question, or that the channel cannot keep that narrow, is refused: `too_wide`.
 */
export function decideVisibility(
  answered: MessageVisibility,
  wished: MessageVisibility | undefined,
  { visibilities }: Pick<ChannelCapabilities, 'visibilities'>,
): { visibility: MessageVisibility } | { refused: 'too_wide' | 'not_offered' } {
  const visibility = wished ?? narrowest(answered, visibilities);
  if (visibility === null) return { refused: 'not_offered' };
  if (isWider(visibility, answered)) return { refused: 'too_wide' };
  return visibilities.includes(visibility) ? { visibility } : { refused: 'not_offered' };
}

/** The same as the question, or the next narrower one that the channel has. */
function narrowest(
  answered: MessageVisibility,
  offered: readonly MessageVisibility[],
): MessageVisibility | null {
  const fitting = widths.slice(0, widths.indexOf(answered) + 1).toReversed();
  return fitting.find((one) => offered.includes(one)) ?? null;
}

/** What one outgoing message carries. */
export interface OutgoingLoad {
  text: string;
  files: readonly { fileName: string; mimeType: string; size_bytes: number }[];
}

export type LoadProblem =
  | { code: 'text_too_long'; is: number; most: number }
  | { code: 'too_many_files'; is: number; most: number }
  | { code: 'no_files' }
  | { code: 'file_too_large'; index: number; name: string; is: number; most: number }
  | { code: 'file_kind'; index: number; name: string; kinds: string };

/** What of a message its channel cannot carry; nothing is ever cut or left out silently. */
export function listLoadProblems(
  { text_characters_max: textMax, media }: ChannelCapabilities,
  load: OutgoingLoad,
): LoadProblem[] {
  const problems: LoadProblem[] = [];
  if (load.text.length > textMax) {
    problems.push({ code: 'text_too_long', is: load.text.length, most: textMax });
  }
  if (load.files.length === 0) return problems;
  if (media === null) return [...problems, { code: 'no_files' }];
  if (load.files.length > media.count_max) {
    problems.push({ code: 'too_many_files', is: load.files.length, most: media.count_max });
  }
  for (const [index, file] of load.files.entries()) {
    const { fileName: name, mimeType, size_bytes: is } = file;
    const most = media.size_bytes_max;
    if (is > most) problems.push({ code: 'file_too_large', index, name, is, most });
    if (!media.kinds.some((kind) => fits(kind, mimeType))) {
      problems.push({ code: 'file_kind', index, name, kinds: media.kinds.join(', ') });
    }
  }
  return problems;
}

function fits(kind: string, mimeType: string): boolean {
  return kind === '*' || kind === mimeType || (kind.endsWith('/') && mimeType.startsWith(kind));
}

/** When an answer is no longer allowed; null: always, or nothing was said yet. */
export function windowEnd(
  { reply_window_hours: hours }: Pick<ChannelCapabilities, 'reply_window_hours'>,
  lastSaidAt: Date | null,
): Date | null {
  if (hours === null || lastSaidAt === null) return null;
  return new Date(lastSaidAt.getTime() + hours * 3_600_000);
}

/** What is asked of every answer before it is queued. */
export const outgoingRules = { decideVisibility, listLoadProblems, windowEnd };
