/** Texts of the first-run tour. */
export const tourMessages = {
  heading: 'A look around',
  place: (step: number, steps: number) => `${step} of ${steps}`,
  next: 'Next',
  done: 'Done',
  skip: 'Skip',
  again: 'Show the tour',
  steps: {
    score: 'The score, from 1 to 5, as many viewers would rate the clip, and the interval in which their mean is expected to lie. Wide intervals that overlap mean: no verdict.',
    curve: 'The same second by second. This clip looks like a bad stream from second 3 to 5: click there, or use the arrow keys.',
    player: 'The heatmap shows where people would look; faults there count more. Space plays, comma and full stop step through frames.',
    files: 'Drop more files at any time. Compare two of them, export what you need; everything you score stays in this browser.',
  },
} as const;
