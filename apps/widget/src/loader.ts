import type { WebSettings } from '@earshot/contract/web-contract.ts';
import type { IdentityToken } from '@earshot/web/web-session.ts';
import loaderCss from './loader.css?inline';
import type { Mount, PageApi, Panel } from './widget-mount.ts';

/** Where the build put what is loaded later. */
declare const PANEL: string;
declare const FORM: string;

const script = document.currentScript as HTMLScriptElement;
const server = new URL('.', script.src).href.replace(/\/$/, '');
const fromHere = (path: string) => import(/* @vite-ignore */ `${server}/widget/${path}`);
// Links in our mails lead to our own page; on other pages that sign is theirs.
const isOurs = location.href.startsWith(`${server}/`);
const token = isOurs ? /^#return=([\w.-]+)$/.exec(location.hash)?.[1] : undefined;
// The token must not be handed on with the address.
if (token) history.replaceState(null, '', location.pathname + location.search);

/** Of the element, else of the page; of languages we do not speak the channel's is taken. */
const localeOf = (element: HTMLElement) =>
  /^(?:de|en|es|pt)/.exec(element.getAttribute('locale') || document.documentElement.lang)?.[0] ??
  '';

/** What the channel says; an origin that it does not allow gets no answer. */
async function askSettings(element: HTMLElement): Promise<WebSettings> {
  const key = element.getAttribute('channel');
  const locale = localeOf(element);
  const url = `${server}/api/v1/web/${key}${locale && `?locale=${locale}`}`;
  const answer = await fetch(url, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`Earshot: ${answer.status} ${url}`);
  return answer.json() as Promise<WebSettings>;
}

/** Whether an earlier visit left something that must go on without a click. */
function isKnown(key: string): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(`earshot.${key}.`));
  } catch {
    return false;
  }
}

/** White or black on the accent: one of the two always has a contrast of 4.5 (WCAG 2.2, 1.4.3). */
function writeBubble(accent: string): string {
  const share = [1, 3, 5].map((at) => (parseInt(accent.slice(at, at + 2), 16) / 255) ** 2.2);
  const luminance = 0.2126 * share[0]! + 0.7152 * share[1]! + 0.0722 * share[2]!;
  return `:host{--accent:${accent};--on-accent:${luminance > 0.18 ? '#000' : '#fff'}}`;
}

function drawIcon(): SVGSVGElement {
  const [svg, path] = ['svg', 'path'].map((name) =>
    document.createElementNS('http://www.w3.org/2000/svg', name),
  ) as [SVGSVGElement, SVGPathElement];
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', 'M4 5h16v11H9l-5 4z');
  svg.append(path);
  return svg;
}

class EarshotChat extends HTMLElement implements PageApi {
  #panel: Promise<Panel> | undefined;
  #settings: WebSettings | undefined;
  #identity: IdentityToken = () => null;
  #isIdentified = false;
  #wantsOpen = false;
  #button = document.createElement('button');

  connectedCallback(): void {
    const page = window as { Earshot?: PageApi };
    if (page.Earshot === this) return;
    page.Earshot = this;
    document.dispatchEvent(new Event('earshot:ready'));
    void this.#begin().catch(tell);
  }

  async #begin(): Promise<void> {
    const settings = await askSettings(this);
    // Only now: until then the page may show something of its own in this place.
    const root = this.attachShadow({ mode: 'open' });
    this.#settings = settings;
    this.dataset['side'] = settings.theme.position;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(loaderCss + writeBubble(settings.theme.accent));
    root.adoptedStyleSheets = [sheet];
    if (this.hasAttribute('page')) return this.open();
    this.#button.type = 'button';
    this.#button.className = 'bubble';
    this.#button.append(drawIcon());
    this.#button.addEventListener('click', () =>
      this.dataset['open'] ? this.close() : this.open(),
    );
    this.#label(0);
    root.append(this.#button);
    if (token || this.#wantsOpen) this.open();
    else if (isKnown(settings.channel_key) || this.#isIdentified) void this.#bring().catch(tell);
  }

  #label(unread: number): void {
    const { locale, title, organisation } = this.#settings!;
    const [open, news] =
      (localeOf(this) || locale) === 'de' ? ['Chat öffnen', 'ungelesen'] : ['Open chat', 'unread'];
    this.#button.ariaLabel = `${open}: ${title || organisation}${unread ? `, ${unread} ${news}` : ''}`;
    this.#button.dataset['unread'] = unread ? `${unread}` : '';
  }

  #bring(): Promise<Panel> {
    this.#panel ??= fromHere(PANEL).then(({ openPanel }) =>
      openPanel({
        server,
        channelKey: this.#settings!.channel_key,
        locale: localeOf(this),
        settings: this.#settings!,
        mode: this.hasAttribute('page') ? 'page' : 'bubble',
        host: this,
        root: this.shadowRoot!,
        identity: () => this.#identity(),
        returnToken: token,
        sharesPage: this.hasAttribute('share-page'),
        onUnread: (count) => this.#label(count),
        onClose: () => this.close(),
      } satisfies Mount),
    );
    this.#panel.catch(() => (this.#panel = undefined));
    return this.#panel;
  }

  open(): void {
    this.#wantsOpen = true;
    if (!this.#settings) return;
    this.dataset['open'] = 'yes';
    this.#button.ariaExpanded = 'true';
    void this.#bring().then((panel) => panel.show(), tell);
  }

  close(): void {
    this.#wantsOpen = false;
    delete this.dataset['open'];
    this.#button.ariaExpanded = 'false';
    void this.#panel?.then((panel) => panel.hide());
    this.#button.focus();
  }

  identify(provider: IdentityToken): void {
    this.#identity = provider;
    this.#isIdentified = true;
    if (this.#settings) void this.#bring().then((panel) => panel.identified(), tell);
  }

  forget(): void {
    this.#identity = () => null;
    this.#isIdentified = false;
    if (this.#settings) void this.#bring().then((panel) => panel.forget(), tell);
  }
}

class EarshotForm extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    void this.#begin(root).catch(tell);
  }

  async #begin(root: ShadowRoot): Promise<void> {
    const [settings, { openForm }] = await Promise.all([askSettings(this), fromHere(FORM)]);
    openForm({ server, locale: localeOf(this), settings, host: this, root });
  }
}

/** For whoever puts it on a page: such as an origin that the channel does not allow. */
function tell(error: unknown): void {
  // oxlint-disable-next-line no-console -- the only reader is the page's developer
  console.warn(error);
}

customElements.define('earshot-chat', EarshotChat);
customElements.define('earshot-form', EarshotForm);

const { channel, form, locale, sharePage } = script.dataset;
if (channel) {
  const made = document.createElement(form === undefined ? 'earshot-chat' : 'earshot-form');
  const given = { channel, locale, 'share-page': sharePage };
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  // The body may not be there yet.
  if (form === undefined) (document.body ?? document.documentElement).append(made);
  else script.after(made);
}
