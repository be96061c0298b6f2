import type { Locale } from '../../../platform/i18n/texts.ts';
import { nothingAllowed, writeContentSecurity } from '../../../platform/web/content-security.ts';
import { html, Markup } from '../../../platform/web/html-template.ts';
import type { FoldedRange } from '../conversation-tables.ts';
import { decideFrameLook, type FrameTheme } from './frame-look.ts';
import { writeFrameStyle } from './frame-style.ts';
import { frameTexts } from './frame-texts.ts';
import { rewriteFrameHtml } from './rewrite-frame-html.ts';
import { rewriteFrameText } from './rewrite-frame-text.ts';

/**
 * The policy of a frame. No script in any form: `sandbox` lacks allow-scripts and `default-src` is
 * none. allow-same-origin lets pictures of ours come with the cookie and lets the desk measure the
 * height; it is safe only as long as allow-scripts stays away (docs/decisions/mail-frame.md).
 */
export const frameContentSecurity = writeContentSecurity({
  ...nothingAllowed,
  sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  'img-src': "'self' data:",
  'style-src': "'unsafe-inline'",
  'frame-ancestors': "'self'",
});

export interface FrameMessage {
  id: string;
  subject: string;
  language: string | null;
  text: string;
  html: string | null;
  folded: readonly FoldedRange[];
  /** Attachments by Content-ID, those only that may be shown in place. */
  pictures: ReadonlyMap<string, string>;
}

export interface FrameWish {
  locale: Locale;
  theme: FrameTheme;
  loadsRemoteImages: boolean;
  opensFolds: boolean;
}

/** One message as a document of its own, to be shown in a frame of the desk. */
export function renderFrame(message: FrameMessage, wish: FrameWish): string {
  const look = message.html === null ? 'plain' : decideFrameLook(message.html);
  const body =
    message.html === null
      ? rewriteFrameText(message.text, message.folded, {
          opensFolds: wish.opensFolds,
          words: wordsFor(wish.locale),
        })
      : rewriteHtml(message, message.html, wish, look);
  const title = message.subject || frameTexts(wish.locale, 'no-subject');
  return String(
    html`<!doctype html>
<html${message.language && new Markup(` lang="${message.language.replace(/[^a-z-]/gi, '')}"`)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(writeFrameStyle(wish.theme, look))}</style>
</head>
<body>
<main>${new Markup(body)}</main>
</body>
</html>
`,
  );
}

function rewriteHtml(
  message: FrameMessage,
  source: string,
  wish: FrameWish,
  look: 'own' | 'plain',
): string {
  return rewriteFrameHtml(source, {
    theme: wish.theme,
    look,
    opensFolds: wish.opensFolds,
    findPicture: (contentId) => {
      const id = message.pictures.get(contentId.trim().replace(/^<|>$/g, '').toLowerCase());
      return id === undefined ? null : `/api/v1/attachments/${id}/content?inline=true`;
    },
    findRemotePicture: (index) =>
      wish.loadsRemoteImages ? `/api/v1/messages/${message.id}/remote-images/${index}` : null,
    words: wordsFor(wish.locale),
  });
}

function wordsFor(locale: Locale) {
  return {
    quote: frameTexts(locale, 'quote'),
    signature: frameTexts(locale, 'signature'),
    remotePicture: frameTexts(locale, 'remote-picture'),
    lostPicture: frameTexts(locale, 'lost-picture'),
  };
}
