import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { loadMe } from './api/desk-client.ts';
import { activateLocale, getLocale, loadTexts } from './i18n/translate.ts';
import { pathTo } from './paths.ts';
import { CrashScreen, NotFoundScreen } from './screens/crash-screen.tsx';
import { CasesScreen } from './screens/cases/cases-screen.tsx';
import { NoCase, OpenCase } from './screens/cases/open-case.tsx';
import { SearchScreen } from './screens/search/search-screen.tsx';
import { FrameSkeleton } from './shell/frame-skeleton.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
  errorComponent: CrashScreen,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(
    () => import('./screens/sign-in/sign-in-screen.tsx'),
    'SignInScreen',
  ),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./screens/setup/setup-screen.tsx'), 'SetupScreen'),
});
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: '/password-reset',
  component: lazyRouteComponent(
    () => import('./screens/sign-in/password-reset-screen.tsx'),
    'PasswordResetScreen',
  ),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('./screens/sign-in/invitation-screen.tsx'),
    'InvitationScreen',
  ),
});

/** Everything below needs a member; who is not signed in is led to the sign-in and back. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  pendingComponent: FrameSkeleton,
  pendingMs: 0,
  beforeLoad: async ({ location }) => {
    const me = await loadMe();
    if (me === null) throw redirect({ href: pathTo.signIn(location.href) });
    if (me.member.locale !== getLocale()) await activateLocale(me.member.locale);
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ href: pathTo.home() });
  },
});
const cases = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$list',
  component: CasesScreen,
});
const noCase = createRoute({ getParentRoute: () => cases, path: '/', component: NoCase });
const openCase = createRoute({ getParentRoute: () => cases, path: '$number', component: OpenCase });

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts',
  component: lazyRouteComponent(
    () => import('./screens/contacts/contacts-screen.tsx'),
    'ContactsScreen',
  ),
});
const contact = createRoute({
  getParentRoute: () => contacts,
  path: '$contactId',
  component: lazyRouteComponent(
    () => import('./screens/contacts/contact-detail.tsx'),
    'ContactDetail',
  ),
});
const search = createRoute({
  getParentRoute: () => signedIn,
  path: '/search',
  validateSearch: (raw: Record<string, unknown>) => ({ q: String(raw['q'] ?? '') }),
  component: SearchScreen,
});
const receipts = createRoute({
  getParentRoute: () => signedIn,
  path: '/receipts',
  validateSearch: (raw: Record<string, unknown>) => ({ state: String(raw['state'] ?? 'failed') }),
  component: lazyRouteComponent(
    () => import('./screens/receipts/receipts-screen.tsx'),
    'ReceiptsScreen',
  ),
});
const tasks = createRoute({
  getParentRoute: () => signedIn,
  path: '/tasks',
  validateSearch: (raw: Record<string, unknown>) => ({ list: String(raw['list'] ?? 'me') }),
  component: lazyRouteComponent(async () => {
    const texts = loadTexts('travel');
    const { TasksScreen } = await import('./screens/tasks/tasks-screen.tsx');
    await texts;
    return { TasksScreen };
  }, 'TasksScreen'),
});
const live = createRoute({
  getParentRoute: () => signedIn,
  path: '/live',
  component: lazyRouteComponent(async () => {
    const texts = loadTexts('live');
    const { LiveScreen } = await import('./screens/chats/live-screen.tsx');
    await texts;
    return { LiveScreen };
  }, 'LiveScreen'),
});
const escalations = createRoute({
  getParentRoute: () => signedIn,
  path: '/escalations',
  component: lazyRouteComponent(async () => {
    const texts = loadTexts('trail');
    const { EscalationsScreen } = await import('./screens/trail/escalations-screen.tsx');
    await texts;
    return { EscalationsScreen };
  }, 'EscalationsScreen'),
});
const makingGood = createRoute({
  getParentRoute: () => signedIn,
  path: '/escalations/making-good',
  component: lazyRouteComponent(async () => {
    const texts = loadTexts('trail');
    const { MakingGoodScreen } = await import('./screens/trail/making-good-screen.tsx');
    await texts;
    return { MakingGoodScreen };
  }, 'MakingGoodScreen'),
});
const promises = createRoute({
  getParentRoute: () => signedIn,
  path: '/promise-figures',
  component: lazyRouteComponent(async () => {
    const texts = loadTexts('promises');
    const { PromisesScreen } = await import('./screens/promises/promises-screen.tsx');
    await texts;
    return { PromisesScreen };
  }, 'PromisesScreen'),
});
const settingsPage = lazyRouteComponent(async () => {
  const texts = Promise.all([
    loadTexts('settings'),
    loadTexts('articles'),
    loadTexts('live'),
    loadTexts('promises'),
    loadTexts('check'),
    loadTexts('travel'),
  ]);
  const { SettingsScreen } = await import('./screens/settings/settings-screen.tsx');
  await texts;
  return { SettingsScreen };
}, 'SettingsScreen');
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/$section',
  component: settingsPage,
});
const settingsHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: settingsPage,
});

/** All pages of the desk. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    passwordReset,
    invitation,
    signedIn.addChildren([
      home,
      cases.addChildren([noCase, openCase]),
      contacts.addChildren([contact]),
      search,
      tasks,
      live,
      promises,
      escalations,
      makingGood,
      receipts,
      settings,
      settingsHome,
    ]),
  ]),
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
