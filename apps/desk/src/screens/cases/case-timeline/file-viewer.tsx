import type { Attachment } from '@earshot/contract/message-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { describeError } from '../../../parts/describe-error.ts';
import { formatSize } from './format-size.ts';
import styles from './message-files.module.css';

/** The address of a PDF in this page: the server gives it out only as a download. */
function usePdfAddress(file: Attachment): { address: string | null; words: string | null } {
  const [address, setAddress] = useState<string | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const wanted = file.mime_type === 'application/pdf' ? file.id : null;
  useEffect(() => {
    if (wanted === null) return undefined;
    let made: string | null = null;
    let left = false;
    client.call('getAttachment', { params: { attachmentId: wanted } }).then(
      (bytes) => {
        if (left) return;
        made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
        setAddress(made);
      },
      (error: unknown) => setWords(describeError(error)),
    );
    return () => {
      left = true;
      setAddress(null);
      setWords(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [wanted]);
  return { address, words };
}

/** Looks at the pictures and PDF files of a message, one after the other. */
export function FileViewer({
  files,
  first,
  onClose,
}: {
  files: readonly Attachment[];
  first: Attachment;
  onClose: () => void;
}): ReactElement {
  const { locale } = useUi();
  const [at, setAt] = useState(() => Math.max(0, files.indexOf(first)));
  const file = files[at]!;
  const pdf = usePdfAddress(file);
  const params = { attachmentId: file.id };
  const isPdf = file.mime_type === 'application/pdf';
  const step = (by: number) => setAt((at + by + files.length) % files.length);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  }

  return (
    <Dialog onClose={onClose} size={960} title={file.file_name} onKeyDown={onKeyDown}>
      <div className={styles['viewer']}>
        {isPdf ? (
          <PdfPage address={pdf.address} words={pdf.words} name={file.file_name} />
        ) : (
          <img
            src={client.url('getAttachment', { params, query: { inline: 'true' } })}
            alt={file.file_name}
          />
        )}
      </div>
      <div className={styles['bar']}>
        <span>{formatSize(file.size_bytes, locale)}</span>
        {files.length > 1 ? (
          <>
            <IconButton icon="chevron-left" label={t('file.previous')} onClick={() => step(-1)} />
            <IconButton icon="chevron-right" label={t('file.next')} onClick={() => step(1)} />
          </>
        ) : null}
        {isPdf && pdf.address !== null ? (
          <Button component="a" variant="default" href={pdf.address} target="_blank">
            {t('file.newTab')}
          </Button>
        ) : null}
        <Button
          component="a"
          variant="default"
          href={client.url('getAttachment', { params })}
          download={file.file_name}
        >
          {t('file.download', { name: file.file_name })}
        </Button>
      </div>
    </Dialog>
  );
}

function PdfPage(props: {
  address: string | null;
  words: string | null;
  name: string;
}): ReactElement {
  if (props.words !== null) return <p role="alert">{props.words}</p>;
  if (props.address === null) return <p role="status">{t('file.loading')}</p>;
  if (!navigator.pdfViewerEnabled) return <p>{t('file.noPreview')}</p>;
  // The browser's viewer runs in a room of its own and does not start inside a sandbox; the bytes
  // were typed as PDF by us, so nothing else can stand in this frame.
  // oxlint-disable-next-line react/iframe-missing-sandbox
  return <iframe src={props.address} title={props.name} />;
}
