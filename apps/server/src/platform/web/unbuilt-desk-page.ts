import { defineTexts, type Locale } from '../i18n/texts.ts';
import { hashSource, nothingAllowed, writeContentSecurity } from './content-security.ts';
import { html, Markup } from './html-template.ts';

const unbuiltTexts = defineTexts(
  {
    title: 'The desk is not built yet',
    state: 'The server runs and takes mail; nothing is lost. Only the screen is missing.',
    remedy: 'Start Earshot with “npm start”: it builds the desk and opens it here.',
    interface: 'The interface for programs works already:',
  },
  {
    title: 'Der Arbeitsplatz ist noch nicht gebaut',
    state: 'Der Server läuft und nimmt Post an; nichts geht verloren. Nur die Oberfläche fehlt.',
    remedy: 'Starten Sie Earshot mit „npm start“: Das baut den Arbeitsplatz und zeigt ihn hier.',
    interface: 'Die Schnittstelle für Programme arbeitet schon:',
  },
);

const style = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;
max-width:34rem;margin:15vh auto;padding:0 24px}h1{font-size:22px}a{color:inherit}`;

/** What a browser sees before the desk was built: what is safe and what to do. */
export function renderUnbuiltDesk(locale: Locale): {
  text: string;
  headers: Record<string, string>;
} {
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>Earshot</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${unbuiltTexts(locale, 'title')}</h1>
          <p>${unbuiltTexts(locale, 'state')}</p>
          <p>${unbuiltTexts(locale, 'remedy')}</p>
          <p>${unbuiltTexts(locale, 'interface')} <a href="/docs">/docs</a></p>
        </main>
      </body>
    </html> `;
  return {
    text: page.text,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': locale,
      'content-security-policy': writeContentSecurity({
        ...nothingAllowed,
        'style-src': hashSource(style),
      }),
    },
  };
}
