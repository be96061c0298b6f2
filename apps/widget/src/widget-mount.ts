import type { WebSettings } from '@earshot/contract/web-contract.ts';
import type { IdentityToken } from '@earshot/web/web-session.ts';

/** What the loader hands to the panel that it brings. */
export interface Mount {
  server: string;
  channelKey: string;
  /** Wanted by the page; empty: as the channel says. */
  locale: string;
  settings: WebSettings;
  /** bubble: above the page; page: it is the page. */
  mode: 'bubble' | 'page';
  host: HTMLElement;
  root: ShadowRoot;
  identity: IdentityToken;
  /** Of a link in a mail of ours. */
  returnToken: string | undefined;
  /** Whether we are told which page this is. */
  sharesPage: boolean;
  onUnread: (count: number) => void;
  onClose: () => void;
}

/** What the loader may ask of an open panel. */
export interface Panel {
  show(): void;
  hide(): void;
  identified(): void;
  forget(): Promise<void>;
}

/** What `window.Earshot` offers to the page around. */
export interface PageApi {
  open(): void;
  close(): void;
  /** Who is signed in on the page: answers with a token that its server signed. */
  identify(token: IdentityToken): void;
  /** Forgets the visitor on this device, for a sign-out. */
  forget(): void;
}
