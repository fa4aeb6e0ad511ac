import { useCallback, useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Reads the page's colours by the names of their custom properties, for canvases that know no CSS. A new function when the scheme changes. */
export function useThemeColours(): (name: string) => string {
  const scheme = useSyncExternalStore(subscribe, () => (matchMedia(DARK).matches ? 'dark' : 'light'));
  return useCallback(
    (name) => {
      const root = document.documentElement;
      // The scheme is what makes this function new; the style follows it by itself.
      return scheme === '' ? '' : getComputedStyle(root).getPropertyValue(name).trim();
    },
    [scheme],
  );
}
