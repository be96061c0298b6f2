export {
  type AuthenticatorOptions,
  createAuthenticator,
  type SessionAuthenticator,
} from './authenticator.ts';
export { createResetLink } from './create-reset-link.ts';
export { watchRights } from './renew-rights.ts';
export { networkOf } from './session-rules.ts';
export { sweepSessions } from './sweep-sessions.ts';
