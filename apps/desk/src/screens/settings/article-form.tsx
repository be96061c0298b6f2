import type { Article } from '@earshot/contract/article-contract.ts';
import { SegmentedControl, Skeleton, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { offerUndo, say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { getLocale, t } from '../../i18n/translate.ts';
import { contactLanguageItems } from '../../parts/contact-languages.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import { RemoveButton } from './remove-button.tsx';
import { SaveBar } from './save-bar.tsx';
import styles from './settings-screen.module.css';
import { useValues } from './use-values.ts';

type Words = Pick<Article, 'locale' | 'title' | 'text'> & { url: string; published: boolean };

async function renew(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['articles'] });
}

/** Reads the article first; `articleId` null: a new one. */
export function ArticleForm(props: { articleId: string | null; onDone: () => void }): ReactElement {
  const { articleId, onDone } = props;
  const { data } = useQuery({
    queryKey: ['articles', 'one', articleId],
    queryFn: () => client.call('getArticle', { params: { articleId: articleId! } }),
    enabled: articleId !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const fresh: Words = { locale: getLocale(), title: '', text: '', url: '', published: true };
  if (articleId === null) return <Frame id={null} before={fresh} onDone={onDone} />;
  if (!data) return <Skeleton height={420} />;
  const before = { ...data, url: data.url ?? '', published: data.published_at !== null };
  return <Frame id={data.id} before={before} onDone={onDone} />;
}

async function remove(articleId: string, title: string): Promise<void> {
  const params = { articleId };
  await client.call('deleteArticle', { params });
  await renew();
  offerUndo(t('articles.removed', { title }), async () => {
    await client.call('createArticleRestoration', { params });
    await renew();
  });
}

function Frame(props: { id: string | null; before: Words; onDone: () => void }): ReactElement {
  const { id, before, onDone } = props;
  const { values, set } = useValues<Words>({
    locale: before.locale,
    title: before.title,
    text: before.text,
    url: before.url,
    published: before.published,
  });
  const submit = useSubmit(async () => {
    const body = { ...values, url: values.url.trim() === '' ? null : values.url.trim() };
    if (id === null) await client.call('createArticle', { body });
    else await client.call('updateArticle', { params: { articleId: id }, body });
    await renew();
    say(t('word.saved'));
    onDone();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <Fields values={values} set={set} wrong={submit.fields} />
      <SaveBar submit={submit}>
        {id === null ? null : (
          <RemoveButton
            label={t('articles.remove')}
            remove={() => remove(id, before.title)}
            onDone={onDone}
          />
        )}
      </SaveBar>
    </form>
  );
}

function Fields(props: {
  values: Words;
  set: (change: Partial<Words>) => void;
  wrong: Readonly<Record<string, string>>;
}): ReactElement {
  const { values, set, wrong } = props;
  return (
    <>
      <SegmentedControl
        aria-label={t('articles.language')}
        value={values.locale}
        data={contactLanguageItems}
        onChange={(locale) => set({ locale })}
      />
      <TextInput
        label={t('articles.title')}
        description={t('articles.titleHint')}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={200}
        lang={values.locale}
        value={values.title}
        error={wrong['title']}
        onChange={(event) => set({ title: event.target.value })}
      />
      <Textarea
        label={t('articles.text')}
        required
        withAsterisk={false}
        autosize
        minRows={8}
        maxRows={18}
        maxLength={20_000}
        lang={values.locale}
        value={values.text}
        error={wrong['text']}
        onChange={(event) => set({ text: event.target.value })}
      />
      <TextInput
        inputMode="url"
        label={t('articles.url')}
        description={t('articles.urlHint')}
        value={values.url}
        error={wrong['url']}
        onChange={(event) => set({ url: event.target.value })}
      />
      <Switch
        label={t('articles.publish')}
        description={t('articles.publishHint')}
        checked={values.published}
        onChange={(event) => set({ published: event.target.checked })}
      />
    </>
  );
}
