import type { enArticles } from './en-articles.ts';

/** Texte der Artikel. */
export const deArticles: Record<keyof typeof enArticles, string> = {
  'settings.articles': 'Artikel',
  'articles.intro':
    'Antworten, die für viele gelten. Wer im Chat oder im Formular sein Anliegen beschreibt, bekommt die passenden angeboten und kann trotzdem schreiben.',
  'articles.new': 'Neuer Artikel',
  'articles.change': 'Artikel ändern',
  'articles.edit': '{title} ändern',
  'articles.search': 'Suchen wie ein Kontakt',
  'articles.searchHint':
    'Beschreiben Sie ein Anliegen in einem Satz und sehen Sie, was angeboten würde.',
  'articles.none': 'Noch kein Artikel',
  'articles.noneNext':
    'Beginnen Sie mit der Frage, die Sie diese Woche am häufigsten beantwortet haben.',
  'articles.notFound': 'Zu diesen Worten passt nichts',
  'articles.notFoundNext':
    'Nehmen Sie die Worte Ihrer Kontakte in einen Titel auf, oder schreiben Sie einen neuen Artikel.',
  'articles.draftIn': 'Entwurf, {language}',
  'articles.publishedIn': 'Veröffentlicht, {language}',
  'articles.language': 'Sprache des Artikels',
  'articles.title': 'Titel',
  'articles.titleHint': 'In den Worten Ihrer Kontakte: Worte des Titels zählen am meisten.',
  'articles.text': 'Text',
  'articles.url': 'Webadresse',
  'articles.urlHint': 'Wo er ausführlich auf Ihren eigenen Seiten steht; darf leer bleiben.',
  'articles.publish': 'Veröffentlicht',
  'articles.publishHint': 'Kontakte finden ihn. Einen Entwurf sehen nur Mitglieder.',
  'articles.remove': 'Artikel löschen',
  'articles.removed': '{title} wurde gelöscht.',
};
