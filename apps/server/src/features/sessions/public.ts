export {
  type AuthenticatorOptions,
  createAuthenticator,
  type SessionAuthenticator,
} from './authenticator.ts';
export { createResetLink } from './create-reset-link.ts';
export { sweepSessions } from './sweep-sessions.ts';
