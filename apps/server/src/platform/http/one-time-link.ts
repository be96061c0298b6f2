/** Pages of the desk that take a one-time token. */
export type TokenPage = 'setup' | 'invitation' | 'password-reset';

/**
 * Link to a page with its token. The token stands behind `#`, which browsers keep to themselves: it
 * reaches no log of a server or proxy and no Referer.
 */
export function oneTimeLink(publicUrl: string, page: TokenPage, token: string): string {
  return `${publicUrl}/${page}#${token}`;
}
