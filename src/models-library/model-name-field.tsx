import { useId } from 'react';
import { modelNameSchema } from '../../models/model-file.ts';
import { messages } from '../messages.ts';

/** Long enough for a sentence, short enough for a row; with a number behind it, it still fits into a model file. */
const MAX_LENGTH = 60;

/** Whether a model file can bear this name. */
export function isModelName(name: string): boolean {
  return modelNameSchema.safeParse(name.trim()).success;
}

interface ModelNameFieldProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly autoFocus?: boolean;
}

/** A field for the name of a model; it says so where a name has characters that a model file refuses. */
export function ModelNameField({ value, onChange, autoFocus = false }: ModelNameFieldProps) {
  const problem = useId();
  const bad = value.trim() !== '' && !isModelName(value);
  return (
    <>
      <input
        className="field"
        required
        autoFocus={autoFocus}
        maxLength={MAX_LENGTH}
        value={value}
        aria-invalid={bad}
        aria-describedby={bad ? problem : undefined}
        onFocus={({ target }) => {
          if (autoFocus) target.select();
        }}
        onChange={({ target }) => onChange(target.value)}
      />
      {bad && (
        <span id={problem} className="teach__error" role="alert">
          {messages.library.badName}
        </span>
      )}
    </>
  );
}
