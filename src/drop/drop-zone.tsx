import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import './drop-zone.css';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';
import { itemsFromTransfer } from './dropped-items.ts';
import { useTakeFiles } from './take-files.ts';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes files dropped anywhere on the page. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  const { view } = useStores();
  const take = useTakeFiles();

  useEffect(() => {
    const stop = new AbortController();
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void): void =>
      document.addEventListener(type, handle, { signal: stop.signal });
    const welcome = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    listen('dragenter', welcome);
    listen('dragover', welcome);
    listen('dragleave', (event) => {
      // Leaving an element for its child is not leaving the page.
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      view.getState().openPanel(null);
      take(itemsFromTransfer(event.dataTransfer));
    });
    return () => stop.abort();
  }, [take, view]);

  return (
    <>
      {children}
      {over && (
        <div className="drop-veil" aria-hidden="true">
          <div className="drop-veil__box">
            <p className="drop-veil__title">{messages.drop.release}</p>
            <p>{messages.drop.hint}</p>
          </div>
        </div>
      )}
    </>
  );
}
