import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface FirstButtonProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** The button that goes on; it has the focus as soon as it is there. */
export function FirstButton({ onClick, children }: FirstButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A dialog that is about to open looks for the attribute, an open one needs the call.
    button.current?.setAttribute('autofocus', '');
    button.current?.focus();
  }, []);
  return (
    <button ref={button} type="button" className="button button--primary button--large" onClick={onClick}>
      {children}
    </button>
  );
}
