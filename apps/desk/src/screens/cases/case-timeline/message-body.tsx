import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { FoldedText } from './folded-text.tsx';
import styles from './message-body.module.css';
import { MessageFrame } from './message-frame.tsx';

/** A frame is made when the message comes this near to the screen. */
const near = '800px 0px';

function useNear<T extends HTMLElement>(): [React.RefObject<T | null>, boolean] {
  const element = useRef<T>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null || isNear) return undefined;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) setNear(true);
      },
      { rootMargin: near },
    );
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [isNear]);
  return [element, isNear];
}

/**
 * What was said: as designed where it has a design, else as text; pictures from outside on click.
 */
export function MessageBody({
  message,
  name,
  asText,
}: {
  message: Message;
  name: string;
  asText: boolean;
}): ReactElement {
  const [images, setImages] = useState<'none' | 'remote'>('none');
  const [place, isNear] = useNear<HTMLDivElement>();
  const designed = message.html !== null && !asText;
  return (
    <div ref={place} className={styles['body']}>
      {designed && message.remote_images > 0 && images === 'none' ? (
        <div className={styles['images']}>
          <Icon name="picture" size={14} />
          <span>{t('msg.images', { count: message.remote_images })}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => setImages('remote')}>
            {t('msg.showImages')}
          </Button>
        </div>
      ) : null}
      {designed ? (
        isNear ? (
          <MessageFrame messageId={message.id} name={name} images={images} />
        ) : (
          <div className={styles['waiting']} />
        )
      ) : (
        <FoldedText text={message.text} folded={message.folded} />
      )}
    </div>
  );
}
