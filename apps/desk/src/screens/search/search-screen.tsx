import type { ReactElement } from 'react';

/** Stands in until this screen is written. */
export function SearchScreen(): ReactElement {
  return <main id="main" />;
}
