/** As long as the contract lets a person type. */
export const NAME_CHARACTERS_MAX = 200;
/** As long as the contract lets a person type; what a mail gives is cut there. */
export const VALUE_GIVEN_CHARACTERS_MAX = 400;
/** Addresses and numbers of one contact and those linked to it; more is a mistake or an attack. */
export const POINTS_MAX = 200;
/** Hits a search looks at; who finds more should type another letter. */
export const SEARCH_HITS_MAX = 500;
/** Contacts linked to one person; a chain this long is a mistake. */
export const LINKED_MAX = 100;
