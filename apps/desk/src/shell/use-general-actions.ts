import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../actions/action-registry.ts';
import { say, undoLast } from '../actions/undo-store.ts';
import { client, queryClient } from '../api/desk-client.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMe } from '../api/use-me.ts';
import { activateLocale, getLocale, t } from '../i18n/translate.ts';
import { useGo } from '../parts/app-link.tsx';
import { describeError } from '../parts/describe-error.ts';
import { mayReadReceipts, maySupervise } from '../parts/may.ts';
import { readPreferences, setPreference } from '../parts/preferences.ts';
import { pathTo } from '../paths.ts';

async function endSession(): Promise<void> {
  await client.call('deleteSession', { params: { sessionId: 'current' } });
  location.assign(pathTo.signIn());
}

async function toggleLanguage(): Promise<void> {
  const locale = getLocale() === 'de' ? 'en' : 'de';
  const me = await client.call('updateMe', { body: { locale } });
  queryClient.setQueryData(queryKeys.me, me);
  await activateLocale(locale);
}

function sayFailure(error: unknown): void {
  say(describeError(error), 'bad');
}

/** Gives the actions that work everywhere their deeds. */
export function useGeneralActions() {
  const go = useGo();
  const me = useMe();
  const [paletteOpened, setPaletteOpened] = useState(false);
  const [keysOpened, setKeysOpened] = useState(false);
  const { setColorScheme } = useMantineColorScheme();

  useAction('palette.open', () => setPaletteOpened(true));
  useAction('keys.show', () => setKeysOpened(true));
  useAction('search.open', () => go(pathTo.search('')));
  useAction('undo', () => {
    if (!undoLast()) say(t('undo.nothing'));
  });
  useAction('theme.toggle', () => {
    const dark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
    setColorScheme(dark ? 'light' : 'dark');
  });
  useAction('language.toggle', () => void toggleLanguage().catch(sayFailure));
  useAction('density.toggle', () => {
    setPreference('density', readPreferences().density === 'compact' ? 'normal' : 'compact');
  });
  useAction('session.end', () => void endSession().catch(sayFailure));
  useAction('go.mine', () => go(pathTo.cases('mine')));
  useAction('go.unassigned', () => go(pathTo.cases('unassigned')));
  useAction('go.teams', () => go(pathTo.cases('teams')));
  useAction('go.waiting', () => go(pathTo.cases('waiting')));
  useAction('go.held', () => go(pathTo.cases('held')));
  useAction('go.resolved', () => go(pathTo.cases('resolved')));
  useAction('go.all', () => go(pathTo.cases('all')));
  useAction('go.contacts', () => go(pathTo.contacts()));
  useAction('go.live', () => go(pathTo.live()), { when: me.member.role !== 'colleague' });
  useAction('go.tasks', () => go(pathTo.tasks()));
  useAction('go.makingGood', () => go(pathTo.makingGood()), { when: maySupervise(me) });
  useAction('go.escalations', () => go(pathTo.escalations()), { when: maySupervise(me) });
  useAction('go.promises', () => go(pathTo.promises()), { when: maySupervise(me) });
  useAction('go.receipts', () => go(pathTo.receipts()), { when: mayReadReceipts(me) });
  useAction('go.settings', () => go(pathTo.settings()));
  return { paletteOpened, setPaletteOpened, keysOpened, setKeysOpened };
}
