/** Counting of a view stops here: nobody needs more exactly, and it keeps the count cheap. */
export const countMax = 10_000;

/** What holds more than is counted hardly holds less ten minutes later. */
export const fullRemembered_ms = 600_000;
/** Groups of members who see the same cases; the oldest are forgotten first. */
export const fullRemembered_max = 1_000;

/** Messages looked at for one search, the newest first; they lie in fewer cases. */
export const foundMessagesMax = 1_000;

/** Cases taken from each other source of a search: subjects, notes, contacts. */
export const foundCasesMax = 300;

/** Cases of a narrow view that are searched one by one, the newest first. */
export const searchedInViewMax = 500;

/** Cases of one tag that are fetched by it; a more frequent tag is met soon in any list. */
export const taggedCasesMax = 2_000;

/** Contacts whose cases a search looks at. */
export const foundContactsMax = 50;

/** Notifications shown at once; older ones are history. */
export const notificationsMax = 100;
