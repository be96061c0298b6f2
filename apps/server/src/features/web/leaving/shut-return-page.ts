import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { webPagePath } from '@earshot/contract/channel-kind-contract.ts';
import { defineContactTexts } from '../../../platform/i18n/texts.ts';
import { html } from '../../../platform/web/html-template.ts';
import { renderWebPage } from '../forms/web-page-shell.ts';

const shutText = defineContactTexts(
  {
    expired: 'This link has run out',
    revoked: 'This link was withdrawn',
    why: 'Links in our mails work for 90 days after they were last used. Your conversation is kept.',
    next: 'Write the e-mail address at which you got our mail. If it is the one we know, we send a new link there at once.',
    address: 'Your e-mail address',
    send: 'Send me a new link',
    sentTitle: 'Look into your mailbox',
    sent: 'If {address} is the address we know, a new link is on its way there; it takes a minute or two. Nobody else gets it.',
    wrong: 'This is not an e-mail address.',
    anew: 'Begin a new conversation',
  },
  {
    expired: 'Dieser Link ist abgelaufen',
    revoked: 'Dieser Link wurde zurückgezogen',
    why: 'Links in unseren E-Mails gelten 90 Tage nach dem letzten Besuch. Ihr Gespräch ist noch da.',
    next: 'Schreiben Sie die E-Mail-Adresse, an die unsere E-Mail ging. Ist es die, die wir kennen, schicken wir sofort einen neuen Link dorthin.',
    address: 'Ihre E-Mail-Adresse',
    send: 'Neuen Link schicken',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: 'Ist {address} die Adresse, die wir kennen, dann ist ein neuer Link dorthin unterwegs; das dauert ein, zwei Minuten. Sonst bekommt ihn niemand.',
    wrong: 'Das ist keine E-Mail-Adresse.',
    anew: 'Ein neues Gespräch beginnen',
  },
  {
    expired: 'Este enlace ha caducado',
    revoked: 'Este enlace se ha retirado',
    why: 'Los enlaces de nuestros correos funcionan durante 90 días desde la última vez que se usan. Su conversación se conserva.',
    next: 'Escriba la dirección de correo a la que le llegó nuestro mensaje. Si es la que conocemos, le enviamos enseguida un enlace nuevo.',
    address: 'Su dirección de correo electrónico',
    send: 'Envíenme un enlace nuevo',
    sentTitle: 'Mire en su buzón',
    sent: 'Si {address} es la dirección que conocemos, un enlace nuevo está en camino; tarda uno o dos minutos. Nadie más lo recibe.',
    wrong: 'Esto no es una dirección de correo electrónico.',
    anew: 'Empezar una conversación nueva',
  },
  {
    expired: 'Esta ligação expirou',
    revoked: 'Esta ligação foi retirada',
    why: 'As ligações dos nossos e-mails funcionam durante 90 dias a contar da última utilização. A sua conversa está guardada.',
    next: 'Escreva o endereço de e-mail em que recebeu a nossa mensagem. Se for o que conhecemos, enviamos imediatamente uma nova ligação.',
    address: 'O seu endereço de e-mail',
    send: 'Enviem-me uma nova ligação',
    sentTitle: 'Veja na sua caixa de correio',
    sent: 'Se {address} é o endereço que conhecemos, uma nova ligação vai a caminho; demora um ou dois minutos. Mais ninguém a recebe.',
    wrong: 'Isto não é um endereço de e-mail.',
    anew: 'Começar uma nova conversa',
  },
);

/** What stands where a way back leads no longer: why, and how to get another one. */
export function renderShutReturn(
  locale: ContactLanguage,
  state: 'expired' | 'revoked',
  tried: string | null = null,
): string {
  const body = html`<p>${shutText(locale, 'why')}</p>
    <p>${shutText(locale, 'next')}</p>
    ${tried !== null && html`<p role="alert" class="bad">${shutText(locale, 'wrong')}</p>`}
    <form method="post">
      <label for="address">${shutText(locale, 'address')}</label>
      <input
        id="address"
        name="address"
        type="email"
        autocomplete="email"
        required
        maxlength="320"
        value="${tried ?? ''}"
      />
      <button>${shutText(locale, 'send')}</button>
    </form>`;
  return renderWebPage(locale, shutText(locale, state), body);
}

/** The same whether the address is on file or not. */
export function renderReturnAsked(
  locale: ContactLanguage,
  address: string,
  channelKey: string,
): string {
  const body = html`<p role="status">${shutText(locale, 'sent', { address })}</p>
    <p><a href="${webPagePath('chat', channelKey)}">${shutText(locale, 'anew')}</a></p>`;
  return renderWebPage(locale, shutText(locale, 'sentTitle'), body);
}
