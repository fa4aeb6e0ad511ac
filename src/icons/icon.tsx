const PATHS = {
  play: 'M6 4.2v11.6c0 .5.6.8 1 .5l9-5.8a.6.6 0 0 0 0-1l-9-5.8a.6.6 0 0 0-1 .5Z',
  pause: 'M6 4h2.6v12H6zM11.4 4H14v12h-2.6z',
  back: 'M13.5 5v10L7.5 10zM5 5h1.6v10H5z',
  forward: 'M6.5 5v10l6-5zM13.4 5H15v10h-1.6z',
} as const;

const LINES = {
  sound: 'M3.5 8v4h2.6L10 15.4V4.6L6.1 8zM13 7.5a3.6 3.6 0 0 1 0 5M15.2 5.2a7 7 0 0 1 0 9.6',
  silent: 'M3.5 8v4h2.6L10 15.4V4.6L6.1 8zM13 8l4 4M17 8l-4 4',
  full: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  close: 'm5 5 10 10M15 5 5 15',
  again: 'M15.5 8A6 6 0 1 0 16 11M15.8 4v4h-4',
  plus: 'M10 4v12M4 10h12',
  save: 'M10 3.5v9M6.3 9 10 12.6 13.7 9M4 16.2h12',
  sliders: 'M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 3.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4ZM7.5 11.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z',
  question: 'M7.6 7.6a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M10 14.2v.1M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4Z',
  lock: 'M5 9.2h10v7H5zM7 9V6.8a3 3 0 0 1 6 0V9',
  warning: 'M10 7.5v3.6M10 13.6v.1M9.1 3.6 2.7 14.8c-.4.7.1 1.5.9 1.5h12.8c.8 0 1.3-.8.9-1.5L10.9 3.6a1 1 0 0 0-1.8 0Z',
  stop: 'M6 6h8v8H6z',
  star: 'm10 3 2.1 4.4 4.9.6-3.6 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3 8l4.9-.6z',
  check: 'm4.5 10.5 3.6 3.6 7.4-8',
  folder: 'M3 5.5h5l1.8 2H17v8.5H3z',
  compare: 'M3 4.5h14v11H3zM10 2.5v15M5.5 12l2-3 2.5 3',
  swap: 'M4 7.5h11M12 4.5l3 3-3 3M16 12.5H5M8 9.5l-3 3 3 3',
  up: 'm5.5 12 4.5-4.5 4.5 4.5',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  minus: 'M4 10h12',
  whole: 'M3.5 6v8M16.5 6v8M6 10h8M8 7.8 5.8 10 8 12.2M12 7.8l2.2 2.2L12 12.2',
  left: 'M12 5.5 7.5 10l4.5 4.5',
  loop: 'M6 5.5h6.5a3.5 3.5 0 0 1 3.5 3.5M14 14.5H7.5A3.5 3.5 0 0 1 4 11M8 3 5.5 5.5 8 8M12 12l2.5 2.5L12 17',
  fold: 'm7.5 5.5 4.5 4.5-4.5 4.5',
  undo: 'M7.5 4 4 7.5 7.5 11M4 7.5h7.2a4.3 4.3 0 0 1 0 8.6H7',
} as const;

export type IconName = keyof typeof PATHS | keyof typeof LINES;

/** A picture beside or instead of a label; never the only carrier of meaning. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  const filled = name in PATHS;
  const path = filled ? PATHS[name as keyof typeof PATHS] : LINES[name as keyof typeof LINES];
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}

/** Fovea's mark: an eye's centre. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 28 28" fill="none">
      <circle cx="14" cy="14" r="12" stroke="currentColor" strokeWidth="2.4" />
      <circle cx="14" cy="14" r="4.6" fill="var(--mark-centre, #e2952b)" />
    </svg>
  );
}
