import { keepByClick, unkeepByClick } from './end-promises.ts';
import { findPromise, tellPromiseRows, untellPromiseRows } from './promise-store.ts';
import { makeOwnPromise, proposeRenegotiation, renegotiatePromise } from './renegotiate-promise.ts';
import { replanPromises } from './replan-promises.ts';

/** What a member does with a single promise; the slice of cases asks whether they may. */
export const promiseVerbs = {
  findPromise,
  keepByClick,
  makeOwnPromise,
  proposeRenegotiation,
  renegotiatePromise,
  replanPromises,
  tellPromiseRows,
  unkeepByClick,
  untellPromiseRows,
};
