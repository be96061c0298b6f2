import type { Attachment } from '@earshot/contract/message-contract.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { formatSize } from '../case-timeline/format-size.ts';
import styles from './composer-files.module.css';
import sheet from './composer.module.css';
import type { Uploads } from './use-uploads.ts';

/** Files that go along, those on their way with their progress, and what went wrong. */
export function ComposerFiles(props: {
  files: readonly Attachment[];
  uploads: Uploads;
  onRemove: (fileId: string) => void;
}): ReactElement | null {
  const { files, uploads, onRemove } = props;
  const { locale } = useUi();
  if (files.length + uploads.running.length + uploads.problems.length === 0) return null;
  return (
    <div className={styles['files']}>
      <ul aria-label={t('compose.files')}>
        {files.map((file) => (
          <li key={file.id} className={styles['file']}>
            <Icon name={file.mime_type.startsWith('image/') ? 'picture' : 'file'} />
            <span>{file.file_name}</span>
            <small>{formatSize(file.size_bytes, locale)}</small>
            <IconButton
              size="small"
              icon="close"
              label={t('compose.removeFile', { name: file.file_name })}
              onClick={() => onRemove(file.id)}
            />
          </li>
        ))}
        {uploads.running.map(({ key, name, share }) => {
          const percent = Math.round(share * 100);
          return (
            <li key={key} className={styles['file']} aria-busy="true">
              <Icon name="file" />
              <span>{name}</span>
              <progress
                value={percent}
                max={100}
                aria-label={t('compose.uploading', { name, share: percent })}
              />
              <IconButton
                size="small"
                icon="close"
                label={t('compose.removeFile', { name })}
                onClick={() => uploads.cancel(key)}
              />
            </li>
          );
        })}
      </ul>
      {uploads.problems.map((words) => (
        <p key={words} className={sheet['problem']} role="alert">
          <Icon name="warning" size={14} />
          {words}
        </p>
      ))}
    </div>
  );
}
