import { createComposer } from './composer-box.ts';
import { drawPrivacy } from './draw-privacy.ts';
import { el } from './draw.ts';
import type { QuestionFields } from './question-fields.ts';
import type { View } from './talk-view.ts';
import type { Context } from './widget-context.ts';

/** The line was cut, or the page left: questions come when somebody sends, articles next time. */
const notNow = () => {};

/** Where a conversation begins: a greeting, what is promised, what is asked, and where to write. */
export function createStartView(context: Context, sharesPage: boolean): View {
  const { client, settings, speech, go } = context;
  const { t } = speech;
  const visitor = client.visitor();
  // What is known already is not asked again.
  const questions = settings.questions.filter(
    ({ kind }) => !(kind === 'name' && visitor?.name) && !(kind === 'email' && visitor?.email),
  );
  let fields: QuestionFields | null = null;
  const asked = el('div', { class: 'asked' });
  const offers = el('div');
  let offer: { type(text: string): void } | null = null;
  const ask = () =>
    import('./question-fields.ts').then(({ createQuestionFields }) => {
      fields ??= createQuestionFields(questions, speech, context.root);
      asked.replaceChildren(...fields.rows);
    }, notNow);
  if (questions.length > 0) void ask();
  if (settings.articles) {
    void import('./article-offer.ts').then(({ createArticleOffer }) => {
      const made = createArticleOffer(context);
      offers.append(made.box);
      offer = made;
    }, notNow);
  }
  const composer = createComposer({
    ...context,
    thread: () => 'new',
    async send(message) {
      const answers = questions.length > 0 ? fields?.answers() : {};
      if (!fields && !answers) await ask();
      if (!answers) return false;
      go(await client.begin({ ...message, answers }));
      return true;
    },
    onType: (text) => offer?.type(text),
  });
  const replies = settings.quick_replies.map((words) =>
    el('button', { type: 'button', class: 'chip', click: () => composer.say(words) }, words),
  );
  const { state, words } = settings.availability;
  const told = [settings.whisper && t('whisper'), sharesPage && t('pageTold')];
  return {
    box: el(
      'div',
      { class: 'start' },
      el(
        'div',
        { class: 'scroll', tabindex: 0 },
        el('h3', { dir: 'auto' }, settings.greeting || settings.title || settings.organisation),
        el('p', { class: `availability ${state}` }, words),
        settings.bot && el('p', { class: 'faint' }, t('botFirst', { name: settings.bot.name })),
        asked,
      ),
      el(
        'footer',
        {},
        offers,
        el('div', { class: 'deeds' }, ...replies),
        composer.form,
        drawPrivacy(settings, speech, told.filter(Boolean).join(' ')),
      ),
    ),
    title: settings.title || settings.organisation,
    subtitle: ['', settings.organisation].includes(settings.title) ? '' : settings.organisation,
    update: () => undefined,
    focus: composer.focus,
  };
}
