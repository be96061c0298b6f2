import { Extension } from '@tiptap/react';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** A range of the text that `readPlainText` gives, end excluded. */
export interface TextRange {
  start: number;
  end: number;
}

const key = new PluginKey<DecorationSet>('markWords');

interface Place {
  start: number;
  end: number;
  position: number;
}

/** The text of a document, one line a block, and where each piece of it stands. */
function readPlaces(doc: Node): { text: string; places: Place[] } {
  let text = '';
  const places: Place[] = [];
  let isFirst = true;
  doc.descendants((node, position) => {
    if (node.isTextblock) {
      if (!isFirst) text += '\n';
      isFirst = false;
    }
    if (node.type.name === 'hardBreak') text += '\n';
    if (node.isText) {
      const start = text.length;
      text += node.text ?? '';
      places.push({ start, end: text.length, position });
    }
    return true;
  });
  return { text, places };
}

/** The text of the editor, one line a block; ranges of the reply check count in it. */
export function readPlainText(doc: Node): string {
  return readPlaces(doc).text;
}

/** Where a range of that text begins and ends in the document; null where it is gone. */
export function findPositions(doc: Node, range: TextRange): { from: number; to: number } | null {
  const { places } = readPlaces(doc);
  const first = places.find((one) => range.start < one.end);
  const last = places.findLast((one) => range.end > one.start);
  if (!first || !last) return null;
  const from = first.position + Math.max(0, range.start - first.start);
  const to = last.position + Math.min(range.end, last.end) - last.start;
  return from < to ? { from, to } : null;
}

/** Underlines words in the editor; the marks go along with the text and are never sent. */
export function makeMarkWords(className: string): Extension {
  return Extension.create({
    name: 'markWords',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, before) {
            const ranges = transaction.getMeta(key) as TextRange[] | undefined;
            if (ranges === undefined) return before.map(transaction.mapping, transaction.doc);
            const marks = ranges.flatMap((range) => {
              const at = findPositions(transaction.doc, range);
              return at ? [Decoration.inline(at.from, at.to, { class: className })] : [];
            });
            return DecorationSet.create(transaction.doc, marks);
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ],
  });
}

/** What the editor is told to underline. */
export const markKey = key;
