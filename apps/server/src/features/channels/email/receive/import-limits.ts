/** What an import reads at once. */
export interface ImportLimits {
  /** Larger mails are named and left out. */
  readonly mail_bytes: number;
  /** Read from a file at a time. */
  readonly chunk_bytes: number;
  /** Folders below each other. */
  readonly depth: number;
}

export const importLimits: ImportLimits = {
  // As the API takes them and as mailboxes are pulled.
  mail_bytes: 100 * 1024 * 1024,
  chunk_bytes: 1024 * 1024,
  // Deeper ones are a mistake, or a trap.
  depth: 40,
};
