import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { FamilyPreview } from '@earshot/contract/family-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Choice } from '../../../parts/choice.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { previewReply, sendReply, type FamilyWords } from './change-family.ts';
import { WordsCheck } from '../reply-check/words-check.tsx';
import { makeRequestKey } from '../composer/name-request.ts';
import styles from './family.module.css';

/** What is filled in for each contact. */
const placeholders = ['name', 'number', 'promise'] as const;

interface DialogProps {
  detail: CaseDetail;
  onClose: () => void;
}

/** One answer to all contacts: the words in each language, then who reads what, then sending. */
export function FamilyReplyDialog({ detail, onClose }: DialogProps): ReactElement {
  const [words, setWords] = useState<FamilyWords>({
    texts: { de: '', en: '', es: '', pt: '' },
    status: null,
    overrides: [],
  });
  const [plan, setPlan] = useState<FamilyPreview | null>(null);
  // The same key for every try of this dialog: pressing twice sends once.
  const [requestKey] = useState(makeRequestKey);
  const look = useSubmit(async () => setPlan(await previewReply(detail.id, words)));
  const send = useSubmit(async () => {
    await sendReply(detail.id, words, requestKey);
    onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('family.replyTitle')}
      size={720}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
      {plan === null ? (
        <form className={dialogs['form']} onSubmit={look.onSubmit}>
          <WordsFields words={words} onChange={setWords} />
          {look.words === null ? null : <InlineAlert tone="bad">{look.words}</InlineAlert>}
          <div className={dialogs['buttons']}>
            <Button variant="default" onClick={onClose}>
              {t('word.cancel')}
            </Button>
            <Button type="submit" loading={look.pending}>
              {t('family.preview')}
            </Button>
          </div>
        </form>
      ) : (
        <form className={dialogs['form']} onSubmit={send.onSubmit}>
          <Plan plan={plan} />
          {send.words === null ? null : <InlineAlert tone="bad">{send.words}</InlineAlert>}
          <div className={dialogs['buttons']}>
            <Button variant="default" onClick={() => setPlan(null)}>
              {t('family.back')}
            </Button>
            <Button type="submit" loading={send.pending} disabled={plan.recipients.length === 0}>
              {t('family.send', { count: plan.recipients.length })}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

interface FieldsProps {
  words: FamilyWords;
  onChange: (next: FamilyWords) => void;
}

function WordsFields({ words, onChange }: FieldsProps): ReactElement {
  const states = (['open', 'resolved'] as const).map((id) => ({
    id,
    name: t(`family.status.${id}`),
  }));
  const field = (language: ContactLanguage) => (
    <WordsField key={language} language={language} words={words} onChange={onChange} />
  );
  return (
    <>
      {(['de', 'en'] as const).map(field)}
      <details open={words.texts.es !== '' || words.texts.pt !== '' || undefined}>
        <summary>{t('family.moreLanguages')}</summary>
        {(['es', 'pt'] as const).map(field)}
      </details>
      <p className={styles['hint']}>
        {t('family.fill', { list: placeholders.map((one) => `{${one}}`).join(', ') })}
      </p>
      <Choice
        label={t('family.statusAfter')}
        none={t('family.status.none')}
        items={states}
        value={words.status ?? ''}
        onChange={(id) =>
          onChange({ ...words, status: id === 'open' || id === 'resolved' ? id : null })
        }
      />
    </>
  );
}

function WordsField(props: FieldsProps & { language: ContactLanguage }): ReactElement {
  const { words, onChange, language } = props;
  const { texts } = words;
  const write = (text: string) => onChange({ ...words, texts: { ...texts, [language]: text } });
  return (
    <WordsCheck
      caseId={null}
      text={texts[language]}
      language={language}
      fills={placeholders}
      overrides={words.overrides}
      onOverrides={(overrides) => onChange({ ...words, overrides })}
      onChange={write}
    >
      <label className={dialogs['field']}>
        <span>{t('family.text', { language: t(`transfer.language.${language}`) })}</span>
        <textarea
          rows={6}
          lang={language}
          maxLength={20_000}
          data-autofocus={language === 'de' || undefined}
          value={texts[language]}
          onChange={(event) => write(event.target.value)}
        />
      </label>
    </WordsCheck>
  );
}

/** Each recipient with what they read, then who is left out and why. */
function Plan({ plan }: { plan: FamilyPreview }): ReactElement {
  return (
    <div className={styles['plan']}>
      <h3>{t('family.gets', { count: plan.recipients.length })}</h3>
      <ul>
        {plan.recipients.map((one) => (
          <li key={one.case.id}>
            <details>
              <summary>
                <b>{one.name}</b> {one.address}
                <small>
                  #{one.case.number} · {t(`transfer.language.${one.language}`)}
                </small>
              </summary>
              <p lang={one.language}>{one.text}</p>
            </details>
          </li>
        ))}
      </ul>
      {plan.left_out.length > 0 ? (
        <>
          <h3>{t('family.leftOut', { count: plan.left_out.length })}</h3>
          <ul>
            {plan.left_out.map((one) => (
              <li key={one.case.id}>
                <b>{one.name}</b>
                <small>
                  #{one.case.number} · {t(`family.left.${one.reason}`)}
                </small>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {plan.hidden > 0 ? (
        <p className={styles['hint']}>{t('family.hidden', { count: plan.hidden })}</p>
      ) : null}
    </div>
  );
}
