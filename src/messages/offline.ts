/** Texts of the installed page. */
export const offlineMessages = {
  update: 'A new version of Fovea is ready. Files being scored would begin again.',
  use: 'Use it now',
  later: 'Later',
} as const;
