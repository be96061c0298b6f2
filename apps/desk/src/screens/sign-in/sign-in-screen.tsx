import type { ReactElement } from 'react';

/** Stands in until this screen is written. */
export function SignInScreen(): ReactElement {
  return <main id="main" />;
}
