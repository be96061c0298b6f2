import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactElement } from 'react';
import { onSignedOut, setCsrfToken } from '../api/desk-client.ts';
import { useMe } from '../api/use-me.ts';
import { loadTexts, t } from '../i18n/translate.ts';
import { startLive } from '../live/live-store.ts';
import { useGo } from '../parts/app-link.tsx';
import { lazyPart } from '../parts/lazy-part.ts';
import { pathTo } from '../paths.ts';
import { useKeyboard } from '../actions/use-keyboard.ts';
import { CommandPalette } from './command-palette.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { StaleBanner } from './stale-banner.tsx';
import { useGeneralActions } from './use-general-actions.ts';

const KeyMap = lazyPart(async () => (await import('./key-map.tsx')).KeyMap);
const LiveDesk = lazyPart(
  async () => (await import('../screens/chats/live-desk.tsx')).LiveDesk,
  'live',
);

/** When the pages that are likely next are fetched, so that none of them makes a person wait. */
const idle_ms = 1_500;

function fetchPages(): Promise<unknown> {
  return Promise.all([
    loadTexts('contacts'),
    import('../screens/search/search-screen.tsx'),
    import('../screens/contacts/contacts-screen.tsx'),
    import('../screens/contacts/contact-detail.tsx'),
    import('../screens/receipts/receipts-screen.tsx'),
  ]);
}

/** The frame of the signed-in desk: rail, content, palette, map of keys, live connection. */
export function Shell(): ReactElement {
  const go = useGo();
  const href = useRouterState({ select: (state) => state.location.href });
  const worksDesk = useMe().member.role !== 'colleague';
  const { paletteOpened, setPaletteOpened, keysOpened, setKeysOpened } = useGeneralActions();
  useKeyboard();

  useEffect(() => {
    function leave(): void {
      setCsrfToken(null);
      const back = location.pathname + location.search;
      go(pathTo.signIn(back), { replace: true });
    }
    const stop = startLive(leave);
    const forget = onSignedOut(leave);
    return () => {
      stop();
      forget();
    };
  }, [go]);

  useEffect(() => {
    const idle = setTimeout(() => void fetchPages(), idle_ms);
    return () => clearTimeout(idle);
  }, []);

  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        {t('shell.skip')}
      </a>
      <Rail href={href} />
      <div className={styles['content']}>
        <StaleBanner />
        {worksDesk ? (
          <Suspense>
            <LiveDesk />
          </Suspense>
        ) : null}
        <div className={styles['page']}>
          <Outlet />
        </div>
      </div>
      <CommandPalette opened={paletteOpened} onClose={() => setPaletteOpened(false)} />
      <Suspense>
        <KeyMap opened={keysOpened} onClose={() => setKeysOpened(false)} />
      </Suspense>
    </div>
  );
}
