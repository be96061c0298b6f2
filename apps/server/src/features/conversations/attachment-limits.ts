/** An upload that no message carries is forgotten after a week: drafts live longer, see sweep. */
export const unusedUploadsKept_days = 7;
/** Of one member or program at a time: 200 of 25 MiB are 5 GB, enough for any reply. */
export const unusedUploadsMost = 200;
/** Uploads looked at in one step of the sweep. */
export const sweepStep_rows = 500;
/** A shown picture is not asked for again while a case is read; short, since access may end. */
export const pictureKept_seconds = 600;
/** Longest file name: file systems stop at 255 bytes, and a letter takes up to four. */
export const fileNameMost_bytes = 200;
