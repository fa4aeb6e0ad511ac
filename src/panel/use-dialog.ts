import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Shows and closes a modal dialog as `open` says; the browser keeps the focus inside and gives it back afterwards. */
export function useDialog(open: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return dialog;
}
