import { useEffect } from 'react';

/** Names the browser's tab while the page is on screen. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Earshot`;
  }, [title]);
}
