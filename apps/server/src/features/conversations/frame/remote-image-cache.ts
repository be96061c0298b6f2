import type { Clock } from '../../../platform/clock.ts';
import {
  fetchOutside,
  OutsideFailed,
  type OutsideRules,
} from '../../../platform/web/fetch-outside.ts';
import { type RasterType, sniffImage } from '../../../platform/web/sniff-image.ts';

export interface RemoteImage {
  bytes: Buffer;
  type: RasterType;
}

/** Pictures from outside, fetched once a day at most, whoever looks at them. */
export interface RemoteImages {
  /** Throws `OutsideFailed` where the picture cannot be had safely. */
  get(accountId: string, address: string): Promise<RemoteImage>;
}

/** The sender of a mail learns at most once a day that it is being read. */
const kept_ms = 24 * 60 * 60 * 1000;
/** A host that does not answer is left alone for a while; the reader may try again soon. */
const faultKept_ms = 60_000;
/** Memory for pictures; about 300 of the usual size. */
const keptMost_bytes = 32 * 1024 * 1024;
/** Larger pictures are fetched anew each day and reader: they would push out all others. */
const keptSingle_bytes = 4 * 1024 * 1024;
/** What one process fetches at the same time. */
const atOnceMost = 24;

interface Kept {
  until_ms: number;
  size: number;
  result: Promise<RemoteImage>;
}

/** Opens the cache; it lies in memory and ends with the process. */
export function createRemoteImages(clock: Clock, rules: OutsideRules = {}): RemoteImages {
  // A Map keeps the order of insertion: the first is the one unused for longest.
  const kept = new Map<string, Kept>();
  let size = 0;
  let running = 0;

  function forget(key: string): void {
    size -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  }

  function remember(key: string, entry: Kept, image: RemoteImage): void {
    if (kept.get(key) !== entry) return;
    if (image.bytes.length > keptSingle_bytes) return forget(key);
    entry.size = image.bytes.length;
    size += entry.size;
    for (const oldest of kept.keys()) {
      if (size <= keptMost_bytes) break;
      if (oldest !== key) forget(oldest);
    }
  }

  async function fetchNow(address: string): Promise<RemoteImage> {
    if (running >= atOnceMost) throw new OutsideFailed('too_slow', 'Too many pictures at once.');
    running += 1;
    try {
      return await fetchRemoteImage(address, rules);
    } finally {
      running -= 1;
    }
  }

  return {
    async get(accountId, address) {
      const key = `${accountId} ${address}`;
      const now_ms = clock.now().getTime();
      const found = kept.get(key);
      if (found && found.until_ms > now_ms) {
        kept.delete(key);
        kept.set(key, found);
        return found.result;
      }
      if (found) forget(key);
      const entry: Kept = { until_ms: now_ms + kept_ms, size: 0, result: fetchNow(address) };
      kept.set(key, entry);
      try {
        const image = await entry.result;
        remember(key, entry, image);
        return image;
      } catch (error) {
        entry.until_ms = now_ms + faultKept_ms;
        throw error;
      }
    },
  };
}

/** Fetches one picture; anything but a raster picture is refused, whatever the server calls it. */
async function fetchRemoteImage(address: string, rules: OutsideRules): Promise<RemoteImage> {
  const accept = 'image/avif,image/webp,image/png,image/jpeg,image/gif';
  const { bytes } = await fetchOutside(address, accept, rules);
  const type = sniffImage(bytes);
  if (type === null) throw new OutsideFailed('refused', 'What came back is no picture.');
  return { bytes, type };
}
