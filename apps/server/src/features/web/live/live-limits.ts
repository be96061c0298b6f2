/** A reader that falls this far behind is closed; it resumes by number (no memory grows here). */
export const behindMax_bytes = 1024 * 1024;
/** Frames of one client within a second; typing sends about two. */
export const framesASecond_max = 20;
/** Who connects says who they are within this. */
export const helloWithin_ms = 10_000;
export const strangersEvery_ms = 500;
/** Proxies cut what is silent for a minute. */
export const pingEvery_ms = 25_000;
/** Pings go out in portions, so that the answers of thousands do not come at once. */
export const pingStep_ms = 250;
/** Who was silent for so many pings is gone. */
export const silentPings_max = 3;
/** Messages sent to catch up; who is further behind reads anew. */
export const catchUp_max = 200;
/** Conversations looked up in one step of a fan-out. */
export const talksAStep_max = 200;
/** Steps that are looked up side by side; of ten connections the others are for everybody else. */
export const readsAhead_max = 3;
/** Where conversations stand is looked up so far apart: what is told of meanwhile goes together. */
export const statesApart_ms = 250;
/** While messages are being told, it waits for them, but no longer than this. */
export const statesWithin_ms = 1_000;
/** Work between two turns of the event loop. */
export const turn_ms = 8;
/** Who comes while others are being seated is seated with the next; one look-up for so many. */
export const joinsAStep_max = 100;
/** How often what is typed is written down for the other processes, and read from them. */
export const presenceEvery_ms = 500;
/** The same while nobody is there, neither here nor, lately, at another process. */
export const presenceLatest_ms = 2_000;
/** States written in one statement, which has room for 65,535 values; between them others work. */
export const statesAStep_max = 250;
/** How often it is said again that who is connected is still there; well within the next. */
export const presenceAgain_ms = 30_000;
/** Conversations of which that is said in one statement. */
export const touchesAStep_max = 1_000;
/** A state of another process is believed so long without news. */
export const presenceFresh_ms = 90_000;
/** Typing that nobody ended is over. */
export const typingOver_ms = 8_000;
