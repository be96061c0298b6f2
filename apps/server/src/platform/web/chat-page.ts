import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { channelKey } from '@earshot/contract/channel-kind-contract.ts';
import { defineContactTexts } from '../i18n/texts.ts';
import { hashSource, nothingAllowed, writeContentSecurity } from './content-security.ts';
import { html, Markup } from './html-template.ts';

const chatTexts = defineContactTexts(
  {
    title: 'Write to us',
    loading: 'The chat is being opened.',
    otherwise:
      'It needs JavaScript and a connection. Without them, or if nothing happens here, this form reaches the same people:',
    form: 'Write by form',
  },
  {
    title: 'Schreiben Sie uns',
    loading: 'Der Chat wird geöffnet.',
    otherwise:
      'Er braucht JavaScript und eine Verbindung. Ohne sie, oder wenn hier nichts geschieht, erreicht dieses Formular dieselben Menschen:',
    form: 'Per Formular schreiben',
  },
  {
    title: 'Escríbanos',
    loading: 'El chat se está abriendo.',
    otherwise:
      'Necesita JavaScript y conexión. Sin ellos, o si aquí no pasa nada, este formulario llega a las mismas personas:',
    form: 'Escribir con el formulario',
  },
  {
    title: 'Escreva-nos',
    loading: 'O chat está a abrir.',
    otherwise:
      'Precisa de JavaScript e de ligação à rede. Sem eles, ou se nada acontecer aqui, este formulário chega às mesmas pessoas:',
    form: 'Escrever por formulário',
  },
);

const style = `:root{color-scheme:light dark;background:Canvas;color:CanvasText}html,body{height:100%;
margin:0}body{font:16px/1.6 system-ui,sans-serif}.wait{max-width:34rem;margin:0 auto;padding:15vh 24px}
a{color:inherit}`;

const headers: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  vary: 'accept-language',
  'content-security-policy': writeContentSecurity({
    ...nothingAllowed,
    'script-src': "'self'",
    'connect-src': "'self'",
    'style-src': hashSource(style),
  }),
};

/** The chat as a page of its own, where links in our mails lead; null where the key can be none. */
export function renderChatPage(
  key: string,
  locale: ContactLanguage,
): { text: string; headers: Readonly<Record<string, string>> } | null {
  if (!channelKey.safeParse(key).success) return null;
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${chatTexts(locale, 'title')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${new Markup(`<style>${style}</style>`)}
        <script src="/widget.js" async></script>
      </head>
      <body>
        <earshot-chat page channel="${key}">
          <main class="wait">
            <h1>${chatTexts(locale, 'title')}</h1>
            <p>${chatTexts(locale, 'loading')}</p>
            <p>
              ${chatTexts(locale, 'otherwise')}
              <a href="/form/${key}">${chatTexts(locale, 'form')}</a>
            </p>
          </main>
        </earshot-chat>
      </body>
    </html> `;
  return { text: page.text, headers: { ...headers, 'content-language': locale } };
}
