import type { ArticleRow } from '@earshot/contract/article-contract.ts';
import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ArticleForm } from './article-form.tsx';
import { SettingsItem } from './settings-item.tsx';
import { Part, SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

/** So long nobody typed before the articles are asked for. */
const typed_ms = 200;

/** Answers that hold for many: found by contacts before they write. */
export function ArticlesSection(): ReactElement {
  const [editing, setEditing] = useState<{ id: string | null } | null>(null);
  const [words, setWords] = useState('');
  const [q] = useDebouncedValue(words.trim(), typed_ms);
  const { data } = useQuery({
    queryKey: ['articles', q],
    queryFn: () => client.call('listArticles', { query: q === '' ? {} : { q } }),
    placeholderData: (before) => before,
  });
  const create = <Button onClick={() => setEditing({ id: null })}>{t('articles.new')}</Button>;
  const isEmpty = data?.items.length === 0;
  return (
    <SettingsPage section="articles" action={create}>
      <p className={styles['intro']}>{t('articles.intro')}</p>
      <Part>
        <TextInput
          type="search"
          label={t('articles.search')}
          description={t('articles.searchHint')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {isEmpty && q === '' ? (
          <EmptyState icon="file" title={t('articles.none')}>
            {t('articles.noneNext')}
          </EmptyState>
        ) : null}
        {isEmpty && q !== '' ? (
          <EmptyState icon="search" title={t('articles.notFound')}>
            {t('articles.notFoundNext')}
          </EmptyState>
        ) : null}
        <ul className={styles['items']}>
          {data?.items.map((one) => (
            <ArticleItem key={one.id} article={one} onEdit={() => setEditing({ id: one.id })} />
          ))}
        </ul>
      </Part>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.id === null ? t('articles.new') : t('articles.change')}
        size={560}
      >
        {editing === null ? null : (
          <ArticleForm articleId={editing.id} onDone={() => setEditing(null)} />
        )}
      </Dialog>
    </SettingsPage>
  );
}

function ArticleItem(props: { article: ArticleRow; onEdit: () => void }): ReactElement {
  const { title, excerpt, locale, published_at } = props.article;
  const language = t(`transfer.language.${locale}`);
  return (
    <SettingsItem
      icon="file"
      name={<span lang={locale}>{title}</span>}
      edit={{ label: t('articles.edit', { title }), open: props.onEdit }}
    >
      <p lang={locale}>{excerpt}</p>
      <p>{t(published_at === null ? 'articles.draftIn' : 'articles.publishedIn', { language })}</p>
    </SettingsItem>
  );
}
