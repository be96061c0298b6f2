export { createKeyAuthenticator, type KeyAuthenticator } from './authenticate-key.ts';
export { recordAudit } from './record-audit.ts';
