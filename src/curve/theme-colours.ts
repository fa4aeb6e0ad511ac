import { useMemo, useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Reads the page's colours by the names of their custom properties, for canvases that know no CSS. */
export function useThemeColours(): (name: string) => string {
  const dark = useSyncExternalStore(subscribe, () => matchMedia(DARK).matches);
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(name).trim();
    // The style is live; a new function makes those who draw with it draw again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [dark]);
}
