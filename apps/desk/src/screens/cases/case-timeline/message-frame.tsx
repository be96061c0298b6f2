import { useMantineColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './message-body.module.css';

/** Heights learned before, so that a frame that comes back takes its place at once. */
const heights_px = new Map<string, number>();
const firstHeight_px = 96;

/** Keys pressed inside a frame act on the desk, as if it had the focus. */
function passOn(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const same = new KeyboardEvent('keydown', {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  if (!window.dispatchEvent(same)) event.preventDefault();
}

function useDarkTheme(): boolean {
  const { colorScheme } = useMantineColorScheme();
  if (colorScheme !== 'auto') return colorScheme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/**
 * The designed text of a message, in a sandbox without scripts. The frame shares our origin only so
 * that its height can be measured and our pictures come with the session.
 */
export function MessageFrame({
  messageId,
  name,
  images,
}: {
  messageId: string;
  /** Who wrote it, for the frame's title. */
  name: string;
  images: 'none' | 'remote';
}): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null);
  const watch = useRef<ResizeObserver | null>(null);
  const [height_px, setHeight_px] = useState(heights_px.get(messageId) ?? firstHeight_px);
  const theme = useDarkTheme() ? 'dark' : 'light';

  const onLoad = useCallback(() => {
    const page = frame.current?.contentDocument;
    if (!page?.body) return;
    const measure = () => {
      const found = Math.ceil(page.documentElement.getBoundingClientRect().height);
      if (found === 0) return;
      heights_px.set(messageId, found);
      setHeight_px(found);
    };
    watch.current?.disconnect();
    watch.current = new ResizeObserver(measure);
    watch.current.observe(page.documentElement);
    page.addEventListener('keydown', passOn);
    measure();
  }, [messageId]);

  useEffect(() => () => watch.current?.disconnect(), []);

  return (
    <iframe
      ref={frame}
      className={styles['frame']}
      title={t('msg.frame', { name })}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      src={client.url('getMessageFrame', { params: { messageId }, query: { theme, images } })}
      style={{ height: height_px, colorScheme: theme }}
      onLoad={onLoad}
    />
  );
}
