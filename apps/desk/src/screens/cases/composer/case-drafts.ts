import type { Draft } from '@earshot/contract/reply-contract.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import {
  chooseDraft,
  draftKinds,
  emptyDraft,
  isBlank,
  joinDrafts,
  replaceUploads,
  restoreReturned,
  valueOf,
  type DraftKind,
  type DraftValue,
} from './draft-rules.ts';
import type { DraftShelf } from './draft-shelf.ts';

/** Typing pauses this long before the server is told. */
export const saveDelay_ms = 800;
/** How long a failed save waits for the next try; coming online is quicker. */
const retryDelay_ms = 5_000;
/** After this long the server is asked whether another device wrote meanwhile. */
const trust_ms = 5_000;

/** clean: the server has it · waiting, saving: it will · failed: only this device has it. */
export type SaveState = 'clean' | 'waiting' | 'saving' | 'failed';

export interface DraftState {
  value: DraftValue;
  save: SaveState;
  /** Text from elsewhere that the shown one replaced. */
  kept: DraftValue | null;
  /** Grows when the value was set from outside the editor. */
  revision: number;
  /** When the server took it; null: never. */
  savedAt: string | null;
}

/** What the drafts need of the server. */
export interface DraftTransport {
  list(caseId: string): Promise<Draft[]>;
  save(caseId: string, kind: DraftKind, value: DraftValue): Promise<Draft>;
  remove(caseId: string, kind: DraftKind): Promise<unknown>;
  /** Sent while the page goes away; no answer is awaited. */
  sendLast(caseId: string, kind: DraftKind, value: DraftValue): void;
}

interface Slot extends DraftState {
  heardAt_ms: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The save under way, so that two never overtake each other. */
  running: Promise<void> | null;
}

function newSlot(): Slot {
  return {
    value: emptyDraft,
    save: 'clean',
    kept: null,
    revision: 0,
    savedAt: null,
    heardAt_ms: 0,
    timer: undefined,
    running: null,
  };
}

/**
 * The reader's drafts of one case: shown at once, on this device with every letter, on the server
 * after a pause. Text leaves this device only when the server has confirmed it.
 */
export class CaseDrafts {
  readonly caseId: string;
  readonly #transport: DraftTransport;
  readonly #shelf: DraftShelf;
  readonly #slots = new Map<DraftKind, Slot>(draftKinds.map((kind) => [kind, newSlot()]));
  readonly #listeners = new Set<() => void>();
  #states = new Map<DraftKind, DraftState>();
  #loading: Promise<void> | null = null;
  #loaded = false;

  constructor(caseId: string, transport: DraftTransport, shelf: DraftShelf) {
    this.caseId = caseId;
    this.#transport = transport;
    this.#shelf = shelf;
    for (const [kind, slot] of this.#slots) {
      const local = shelf.read(caseId, kind);
      if (local) Object.assign(slot, { value: local.value, savedAt: local.base, revision: 1 });
    }
    this.#tell();
  }

  /** Whether the server's drafts are known. */
  get loaded(): boolean {
    return this.#loaded;
  }

  state(kind: DraftKind): DraftState {
    return this.#states.get(kind)!;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the server's drafts, once unless it failed or `again`. */
  load(again = false): Promise<void> {
    if (this.#loading === null || (again && this.#loaded)) {
      this.#loading = this.#load().catch(() => {
        this.#loading = null;
      });
    }
    return this.#loading;
  }

  async #load(): Promise<void> {
    const found = await this.#transport.list(this.caseId);
    for (const [kind, slot] of this.#slots) {
      this.#adopt(kind, slot, found.find((draft) => draft.kind === kind) ?? null);
    }
    this.#loaded = true;
    this.#tell();
  }

  #adopt(kind: DraftKind, slot: Slot, server: Draft | null): void {
    slot.heardAt_ms = Date.now();
    if (slot.running !== null || (this.#loaded && slot.save !== 'clean')) return;
    if (this.#loaded && (server?.updated_at ?? null) === slot.savedAt) return;
    const choice = chooseDraft(server, this.#shelf.read(this.caseId, kind));
    if (choice.value.html !== slot.value.html) slot.revision += 1;
    slot.value = choice.value;
    slot.kept = choice.kept ?? slot.kept;
    slot.savedAt = server?.updated_at ?? null;
    if (choice.unsaved) this.#schedule(kind, slot, saveDelay_ms);
    else this.#shelf.write(this.caseId, kind, null);
  }

  /** Takes what the person typed or chose. */
  change(kind: DraftKind, patch: Partial<DraftValue>): void {
    const slot = this.#slots.get(kind)!;
    slot.value = { ...slot.value, ...patch };
    this.#keepHere(kind, slot);
    this.#schedule(kind, slot, saveDelay_ms);
    this.#tell();
  }

  /** Puts a text into the editor from outside: one taken back, kept or cleared. */
  replace(kind: DraftKind, value: DraftValue): void {
    this.#slots.get(kind)!.revision += 1;
    this.change(kind, value);
  }

  /** Empties a draft whose text was sent or thrown away, here and on the server. */
  async clear(kind: DraftKind): Promise<void> {
    this.replace(kind, emptyDraft);
    await this.flush();
  }

  /**
   * Takes in a message that was taken back from sending, above what was begun meanwhile. `sent` is
   * what the composer held; without it (the page is a new one) the server's copy is used.
   */
  async takeBack(kind: DraftKind, sent: DraftValue | null, signature: string): Promise<void> {
    const slot = this.#slots.get(kind)!;
    const found = await this.#transport.list(this.caseId);
    const returned = found.find((draft) => draft.kind === kind) ?? null;
    slot.heardAt_ms = Date.now();
    slot.savedAt = returned?.updated_at ?? null;
    const copies = returned?.attachments ?? [];
    if (sent !== null) this.replace(kind, joinDrafts(replaceUploads(sent, copies), slot.value));
    else if (returned !== null) this.replace(kind, restoreReturned(valueOf(returned), signature));
  }

  /** Exchanges the shown text with the one kept beside it. */
  swapKept(kind: DraftKind): void {
    const slot = this.#slots.get(kind)!;
    if (slot.kept === null) return;
    const { kept, value } = slot;
    slot.kept = isBlank(value) ? null : value;
    this.replace(kind, kept);
  }

  /** Throws away the text kept beside the shown one. */
  dropKept(kind: DraftKind): void {
    this.#slots.get(kind)!.kept = null;
    this.#tell();
  }

  #keepHere(kind: DraftKind, slot: Slot): void {
    const { value, savedAt: base } = slot;
    this.#shelf.write(this.caseId, kind, { value, base, changedAt: new Date().toISOString() });
  }

  #schedule(kind: DraftKind, slot: Slot, delay_ms: number): void {
    clearTimeout(slot.timer);
    if (slot.save !== 'saving') slot.save = 'waiting';
    slot.timer = setTimeout(() => void this.#save(kind, slot), delay_ms);
  }

  /** Saves everything that waits, at once; resolves when the server has it or has failed. */
  async flush(): Promise<void> {
    await Promise.all(
      [...this.#slots]
        .filter(([, slot]) => slot.save !== 'clean')
        .map(([kind, slot]) => this.#save(kind, slot)),
    );
  }

  async #save(kind: DraftKind, slot: Slot): Promise<void> {
    clearTimeout(slot.timer);
    await slot.running;
    if (slot.save === 'clean') return;
    slot.running = this.#send(kind, slot).finally(() => (slot.running = null));
    await slot.running;
  }

  async #send(kind: DraftKind, slot: Slot): Promise<void> {
    slot.save = 'saving';
    this.#tell();
    const { value } = slot;
    try {
      const silent_ms = Date.now() - slot.heardAt_ms;
      if (silent_ms > trust_ms && !isBlank(value)) await this.#lookForOthers(kind, slot);
      if (isBlank(value)) {
        if (slot.savedAt !== null) await this.#transport.remove(this.caseId, kind);
        slot.savedAt = null;
      } else {
        const saved = await this.#transport.save(this.caseId, kind, value);
        slot.savedAt = saved.updated_at;
      }
      slot.heardAt_ms = Date.now();
      if (slot.value === value) {
        slot.save = 'clean';
        this.#shelf.write(this.caseId, kind, null);
      } else {
        slot.save = 'waiting';
        this.#keepHere(kind, slot);
      }
    } catch (error) {
      slot.save = 'failed';
      // What the server refused it will refuse again; the text stays on this device.
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
      if (!refused) slot.timer = setTimeout(() => void this.#save(kind, slot), retryDelay_ms);
    }
    this.#tell();
  }

  /**
   * Another device may have written since: its text is kept before ours, the newest, replaces it.
   */
  async #lookForOthers(kind: DraftKind, slot: Slot): Promise<void> {
    const found = await this.#transport.list(this.caseId);
    const other = found.find((draft) => draft.kind === kind);
    if (other && other.updated_at !== slot.savedAt && other.html !== slot.value.html) {
      const value = valueOf(other);
      if (!isBlank(value)) slot.kept = value;
    }
  }

  /**
   * The page goes away: what waits is sent without awaiting an answer, and stays on this device.
   */
  sendLast(): void {
    for (const [kind, slot] of this.#slots) {
      const waits = slot.save !== 'clean' && !isBlank(slot.value);
      if (waits) this.#transport.sendLast(this.caseId, kind, slot.value);
    }
  }

  #tell(): void {
    this.#states = new Map(
      [...this.#slots].map(([kind, { value, save, kept, revision, savedAt }]) => [
        kind,
        { value, save, kept, revision, savedAt },
      ]),
    );
    for (const listener of this.#listeners) listener();
  }
}
