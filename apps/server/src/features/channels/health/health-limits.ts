/** A channel that fares well is asked this often: a login and a ping each. */
export const checkEvery_ms = 15 * 60_000;
/** One that failed is asked sooner, so that its end is noticed. */
export const checkFailingEvery_ms = 5 * 60_000;
/** So that a hundred channels are not asked in the same moment: up to a fifth more or less. */
export const checkJitter = 0.2;
/** How often due channels are looked for. */
export const lookEvery_ms = 60_000;
/** Channels asked in one look; each may take ten seconds to say nothing. */
export const checksAtOnce_max = 10;
