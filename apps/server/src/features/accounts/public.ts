export { lockAccount } from './account-store.ts';
export { type AccountFacts, getAccount, getAccountFacts } from './get-account.ts';
