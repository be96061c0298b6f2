import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { takeEarlyKey } from './actions/early-key.ts';
import { loadMe } from './api/desk-client.ts';
import { activateLocale, getLocale, type LaterTexts, loadTexts } from './i18n/translate.ts';
import { pathTo } from './paths.ts';
import { CrashScreen, NotFoundScreen } from './screens/crash-screen.tsx';
import { CasesScreen } from './screens/cases/cases-screen.tsx';
import { NoCase, OpenCase } from './screens/cases/open-case.tsx';
import { FrameSkeleton } from './shell/frame-skeleton.tsx';
import { Shell } from './shell/shell.tsx';

/** A page and its texts, both fetched when it is opened. */
function withTexts<Page>(load: () => Promise<Page>, ...names: LaterTexts[]): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), ...names.map(loadTexts)]);
    return page;
  };
}

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
    if (me === null) {
      takeEarlyKey();
      throw redirect({ href: pathTo.signIn(location.href) });
    }
    if (me.member.locale !== getLocale()) await activateLocale(me.member.locale);
  },
});

function leadHome(): never {
  throw redirect({ href: pathTo.home(), replace: true });
}

const home = createRoute({ getParentRoute: () => signedIn, path: '/', beforeLoad: leadHome });
/** Written by hand: the cases without a list. */
const bareCases = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases',
  beforeLoad: leadHome,
});
const cases = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$list',
  component: CasesScreen,
});
const noCase = createRoute({
  getParentRoute: () => cases,
  path: '/',
  component: NoCase,
  beforeLoad: ({ params: { list } }) => {
    if (!/^\d+$/.test(list)) return;
    // Written by hand: the number of a case without its list.
    throw redirect({ href: pathTo.case(Number(list)), replace: true });
  },
});
const openCase = createRoute({ getParentRoute: () => cases, path: '$number', component: OpenCase });

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/contacts/contacts-screen.tsx'), 'contacts'),
    'ContactsScreen',
  ),
});
const contact = createRoute({
  getParentRoute: () => contacts,
  path: '$contactId',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/contacts/contact-detail.tsx'), 'contacts'),
    'ContactDetail',
  ),
});
const search = createRoute({
  getParentRoute: () => signedIn,
  path: '/search',
  validateSearch: (raw: Record<string, unknown>) => ({ q: String(raw['q'] ?? '') }),
  component: lazyRouteComponent(
    withTexts(() => import('./screens/search/search-screen.tsx'), 'contacts'),
    'SearchScreen',
  ),
});
const receipts = createRoute({
  getParentRoute: () => signedIn,
  path: '/receipts',
  validateSearch: (raw: Record<string, unknown>) => ({ state: String(raw['state'] ?? 'failed') }),
  component: lazyRouteComponent(
    withTexts(() => import('./screens/receipts/receipts-screen.tsx'), 'contacts'),
    'ReceiptsScreen',
  ),
});
const tasks = createRoute({
  getParentRoute: () => signedIn,
  path: '/tasks',
  validateSearch: (raw: Record<string, unknown>) => ({ list: String(raw['list'] ?? 'me') }),
  component: lazyRouteComponent(
    withTexts(() => import('./screens/tasks/tasks-screen.tsx'), 'travel'),
    'TasksScreen',
  ),
});
const live = createRoute({
  getParentRoute: () => signedIn,
  path: '/live',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/chats/live-screen.tsx'), 'live'),
    'LiveScreen',
  ),
});
const escalations = createRoute({
  getParentRoute: () => signedIn,
  path: '/escalations',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/trail/escalations-screen.tsx'), 'trail'),
    'EscalationsScreen',
  ),
});
const makingGood = createRoute({
  getParentRoute: () => signedIn,
  path: '/escalations/making-good',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/trail/making-good-screen.tsx'), 'trail'),
    'MakingGoodScreen',
  ),
});
const promises = createRoute({
  getParentRoute: () => signedIn,
  path: '/promise-figures',
  component: lazyRouteComponent(
    withTexts(() => import('./screens/promises/promises-screen.tsx'), 'promises'),
    'PromisesScreen',
  ),
});
const settingsPage = lazyRouteComponent(
  withTexts(
    () => import('./screens/settings/settings-screen.tsx'),
    'settings',
    'articles',
    'live',
    'promises',
    'check',
    'travel',
  ),
  'SettingsScreen',
);
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
      bareCases,
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
