import { useEffect, useState } from 'react';

/**
 * How many of the page's regions may be there: one at first and one more with every task, so that showing all of them for the first time never
 * holds the page up for long.
 */
export function useRegionsInTurn(all: number): number {
  const [shown, setShown] = useState(1);
  useEffect(() => {
    if (shown >= all) return;
    const timer = setTimeout(() => setShown(shown + 1));
    return () => clearTimeout(timer);
  }, [shown, all]);
  return shown;
}
