export { createAuthenticator, type SessionAuthenticator } from './authenticator.ts';
