/** Policies of an account: each is asked for every new case, and a person must see through them. */
export const policiesMax = 200;
/** Calendars of an account: one for each place and shift model. */
export const calendarsMax = 200;
/** A promise further away is a calendar that hardly ever opens, which nobody meant. */
export const dueYearsMax = 10;
/** Days of figures in one answer: two years, so that a query stays below a second. */
export const figureDaysMax = 732;
/** Days that the published rate looks back: long enough to mean something, short enough to change. */
export const publicDays = 90;
/** Days that a readiness report looks back. */
export const readinessDays = 90;
/** Cases whose answers a readiness report reads for their language: a tenth of a second. */
export const languageCasesMax = 2_000;
/** Cases a readiness report names. */
export const readinessCasesMax = 20;
