import { useState } from 'react';
import { FileButton } from '../drop/file-button.tsx';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useLabels } from '../store/stores.tsx';
import { usePageClips } from './clips-on-page.ts';
import type { ImportSummary } from './label-import.ts';
import type { PendingCsv } from './labels-store.ts';

/** Takes a CSV of labels, asks for its scale where that is not 1–5, and says what became of its rows. */
export function CsvImport() {
  const openCsv = useLabels((labels) => labels.openCsv);
  const pending = useLabels((labels) => labels.pendingCsv);
  const imported = useLabels((labels) => labels.imported);
  const refused = useLabels((labels) => labels.refused);
  const clips = usePageClips();
  return (
    <div className="teach__way">
      <h4>{messages.labels.csv}</h4>
      <p className="teach__soft">{messages.labels.csvHint}</p>
      {pending !== null && <RangeQuestion key={pending.text} pending={pending} />}
      {refused !== null && (
        <p className="teach__problem" role="alert">
          <Icon name="warning" size={16} />
          {messages.labels.refused(refused)}
        </p>
      )}
      {imported !== null && <Summary summary={imported} />}
      {pending === null && (
        <div className="teach__buttons">
          <FileButton
            inputLabel={messages.labels.csvInput}
            inputClass="csv-input"
            accept=".csv,text/csv,text/plain"
            onFiles={([file]) => {
              if (file !== undefined) void file.text().then((text) => openCsv(file.name, text, clips.map(({ name }) => name)));
            }}
          >
            {messages.labels.chooseCsv}
          </FileButton>
        </div>
      )}
    </div>
  );
}

function RangeQuestion({ pending }: { readonly pending: PendingCsv }) {
  const importPending = useLabels((labels) => labels.importPending);
  const dropPending = useLabels((labels) => labels.dropPending);
  const clips = usePageClips();
  const [low, setLow] = useState(String(pending.guess.low));
  const [high, setHigh] = useState(String(pending.guess.high));
  const valid = low !== '' && high !== '' && Number(low) < Number(high);
  return (
    <form
      className="teach__question"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) importPending({ low: Number(low), high: Number(high) }, clips.map(({ name }) => name));
      }}
    >
      <p>{messages.labels.range(pending.name, String(pending.guess.low), String(pending.guess.high))}</p>
      <div className="teach__fields">
        <label className="teach__field">
          {messages.labels.low}
          <input className="field" type="number" step="any" required value={low} onChange={({ target }) => setLow(target.value)} />
        </label>
        <label className="teach__field">
          {messages.labels.high}
          <input className="field" type="number" step="any" required value={high} onChange={({ target }) => setHigh(target.value)} />
        </label>
      </div>
      {!valid && <p className="teach__error">{messages.labels.badRange}</p>}
      <div className="teach__buttons">
        <button type="submit" className="button button--primary" disabled={!valid}>
          {messages.labels.useRange}
        </button>
        <button type="button" className="button button--quiet" onClick={dropPending}>
          {messages.labels.dropCsv}
        </button>
      </div>
    </form>
  );
}

function Summary({ summary }: { readonly summary: ImportSummary }) {
  const { name, labels, matched, unmatched, problems, ambiguous } = summary;
  return (
    <div className="teach__summary" role="status">
      <p>{labels.length === 0 ? messages.labels.nothing(name) : messages.labels.imported(name, labels.length, matched)}</p>
      {unmatched.length > 0 && (
        <details open={unmatched.length <= 5}>
          <summary>{messages.labels.unmatched(unmatched.length)}</summary>
          <ul className="teach__list">
            {unmatched.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </details>
      )}
      {problems.length > 0 && (
        <details open={problems.length <= 5}>
          <summary>{messages.labels.problems(problems.length)}</summary>
          <ul className="teach__list">
            {problems.map((problem, i) => (
              <li key={i}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
      {ambiguous.map((file) => (
        <p key={file}>{messages.labels.ambiguous(file)}</p>
      ))}
    </div>
  );
}
