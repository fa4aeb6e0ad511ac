import { useRef } from 'react';
import type { ReactNode } from 'react';

interface FileButtonProps {
  /** What the button says. */
  readonly children: ReactNode;
  readonly buttonClass?: string;
  readonly disabled?: boolean;
  /** Name of the hidden input, for those who drive the page without the system's dialog. */
  readonly inputLabel: string;
  readonly inputClass: string;
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** Asks in the input's place. @returns false where it cannot. */
  readonly ask?: () => Promise<boolean>;
}

/** A button that opens the system's file dialog. */
export function FileButton({ children, buttonClass = 'button', disabled = false, inputLabel, inputClass, accept, multiple = false, onFiles, ask }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);

  async function open(): Promise<void> {
    if (ask === undefined || !(await ask())) input.current?.click();
  }

  return (
    <>
      <button type="button" className={buttonClass} disabled={disabled} onClick={() => void open()}>
        {children}
      </button>
      <input
        ref={input}
        className={inputClass}
        type="file"
        multiple={multiple}
        hidden
        accept={accept}
        aria-label={inputLabel}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) onFiles(files);
          // So that the same file can be picked again.
          target.value = '';
        }}
      />
    </>
  );
}
