export { isTimeZone } from './account-rules.ts';
export { lockAccount } from './account-store.ts';
export {
  type AccountFounders,
  createAccount,
  createSetup,
  type FoundedAccount,
} from './create-setup.ts';
export { type AccountFacts, getAccount, getAccountFacts } from './get-account.ts';
export { prepareSetup } from './prepare-setup.ts';
