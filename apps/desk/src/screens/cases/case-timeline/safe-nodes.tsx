import { Fragment, type ReactElement, type ReactNode } from 'react';
import styles from './entries.module.css';

/** What a note may hold; everything else is dropped with its tag, its words stay. */
const kept = new Set([
  'p',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'code',
  'ul',
  'ol',
  'li',
  'blockquote',
] as const);
type Kept = typeof kept extends Set<infer Name> ? Name : never;

function isKept(name: string): name is Kept {
  return (kept as ReadonlySet<string>).has(name);
}

/**
 * HTML of a note as React elements from a short list, so that nothing else can come into the page
 * whatever the server holds. `names` are those who were mentioned.
 */
export function SafeNodes({
  html,
  names,
}: {
  html: string;
  names: readonly string[];
}): ReactElement {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return <>{showAll(body, names)}</>;
}

function showAll(parent: Node, names: readonly string[]): ReactNode[] {
  return [...parent.childNodes].map((node, index) => (
    <Fragment key={index}>{showNode(node, names)}</Fragment>
  ));
}

function showNode(node: Node, names: readonly string[]): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return markMentions(node.textContent ?? '', names);
  if (!(node instanceof HTMLElement)) return null;
  const name = node.localName;
  if (name === 'script' || name === 'style') return null;
  if (name === 'br') return <br />;
  const inside = showAll(node, names);
  if (name === 'a') {
    const href = node.getAttribute('href') ?? '';
    if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return inside;
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {inside}
      </a>
    );
  }
  if (!isKept(name)) return inside;
  const Tag = name;
  return <Tag>{inside}</Tag>;
}

/** Names behind an @ of those who were mentioned stand out. */
export function markMentions(text: string, names: readonly string[]): ReactNode {
  const found = names
    .toSorted((a, b) => b.length - a.length)
    .find((name) => text.includes(`@${name}`));
  if (found === undefined) return text;
  const at = text.indexOf(`@${found}`);
  const end = at + found.length + 1;
  return (
    <>
      {markMentions(text.slice(0, at), names)}
      <span className={styles['mention']}>{text.slice(at, end)}</span>
      {markMentions(text.slice(end), names)}
    </>
  );
}
