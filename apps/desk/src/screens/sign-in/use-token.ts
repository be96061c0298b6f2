import { useState } from 'react';

/** The one-time token behind `#` of the address, as it was when the page opened. */
export function useToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  return token;
}
