/** What the scripted worker tells: a two-hour video of which the last minutes come at a fast machine's pace, then many short files. */
export const LONG_FILE = 'two-hours.mp4';
export const LONG_SECONDS = 7200;
/** Chunks of the long file that come at once. */
export const FIRST_CHUNKS = 6300;
/** Chunks of the short files. */
export const SHORT_SECONDS = 4;
export const CHUNKS_A_SECOND = 40;

/** A longer video, all of which comes as fast as the page hears it: what does the page keep of it? */
export const DAY_FILE = 'ten-hours.mp4';
export const DAY_SECONDS = 36_000;
