import { useEffect, useState } from 'react';

function readToken(): string {
  return location.hash.slice(1);
}

/**
 * The one-time token behind `#` of the address: as it was when the page opened, or of a newer link
 * that was opened in the same tab since.
 */
export function useToken(): string {
  const [token, setToken] = useState(readToken);
  useEffect(() => {
    const renew = () => setToken((known) => readToken() || known);
    window.addEventListener('hashchange', renew);
    return () => window.removeEventListener('hashchange', renew);
  }, []);
  return token;
}
