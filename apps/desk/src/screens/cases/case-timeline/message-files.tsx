import type { Attachment, Message } from '@earshot/contract/message-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { UnstyledButton } from '@mantine/core';
import { Suspense, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { lazyPart } from '../../../parts/lazy-part.ts';
import { formatSize } from './format-size.ts';
import styles from './message-files.module.css';

const FileViewer = lazyPart(async () => (await import('./file-viewer.tsx')).FileViewer);

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Whether a file is a picture that the desk can show. */
export function isPicture(file: Attachment): boolean {
  return pictures.has(file.mime_type);
}

/** Whether a file can be looked at without a download. */
export function canShow(file: Attachment): boolean {
  return isPicture(file) || file.mime_type === 'application/pdf';
}

function iconOf(file: Attachment): IconName {
  if (file.mime_type.startsWith('image/')) return 'picture';
  return file.mime_type === 'message/rfc822' ? 'mail' : 'file';
}

/** The files of a message; pictures of the designed text stand there, not here. */
export function MessageFiles({
  message,
  asText,
}: {
  message: Message;
  asText: boolean;
}): ReactElement | null {
  const inText = message.html !== null && !asText;
  const files = message.attachments.filter(
    (file) => !inText || file.disposition === 'attachment' || file.content_id === null,
  );
  return <FileList files={files} />;
}

/** Files as tiles: pictures and PDF can be looked at, all can be kept. */
export function FileList({ files }: { files: readonly Attachment[] }): ReactElement | null {
  const [shown, setShown] = useState<Attachment | null>(null);
  if (files.length === 0) return null;
  return (
    <>
      <ul className={styles['files']} aria-label={t('file.list')}>
        {files.map((file) => (
          <li key={file.id}>
            <FileTile file={file} onShow={() => setShown(file)} />
          </li>
        ))}
      </ul>
      {shown === null ? null : (
        <Suspense fallback={null}>
          <FileViewer files={files.filter(canShow)} first={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </>
  );
}

function FileTile({ file, onShow }: { file: Attachment; onShow: () => void }): ReactElement {
  const { locale } = useUi();
  const params = { attachmentId: file.id };
  const words = (
    <span className={styles['words']}>
      <span className={styles['name']}>{file.file_name}</span>
      <small>{formatSize(file.size_bytes, locale)}</small>
    </span>
  );
  const face = isPicture(file) ? (
    <img
      className={styles['thumb']}
      src={client.url('getAttachment', { params, query: { inline: 'true' } })}
      alt=""
      loading="lazy"
    />
  ) : (
    <span className={styles['icon']}>
      <Icon name={iconOf(file)} />
    </span>
  );
  return (
    <div className={styles['file']}>
      {canShow(file) ? (
        <UnstyledButton
          className={styles['show']}
          aria-label={t('file.open', { name: file.file_name })}
          onClick={onShow}
        >
          {face}
          {words}
        </UnstyledButton>
      ) : (
        <span className={styles['show']}>
          {face}
          {words}
        </span>
      )}
      <a
        className={styles['download']}
        href={client.url('getAttachment', { params })}
        download={file.file_name}
        aria-label={t('file.download', { name: file.file_name })}
        title={t('file.download', { name: file.file_name })}
      >
        <Icon name="download" />
      </a>
    </div>
  );
}
