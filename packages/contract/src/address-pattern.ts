/**
 * One e-mail address without quoting, brackets or a display name: what has commas or comments in it
 * would be several addresses, or none, in the header of a mail.
 */
export const addressPattern = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\]+$/;
