export { createKeyAuthenticator, type KeyAuthenticator } from './authenticate-key.ts';
export { createApiKey } from './create-api-key.ts';
export { recordAudit } from './record-audit.ts';
export { recordOverrides } from './record-overrides.ts';
