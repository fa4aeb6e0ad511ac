import { useMemo, useState } from 'react';
import './compare.css';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useDialog } from '../panel/use-dialog.ts';
import type { Entry } from '../store/entry.ts';
import { createPlayheadStore } from '../store/playhead-store.ts';
import { StoresProvider, useQueue, useStores, useView } from '../store/stores.tsx';
import type { ComparedFiles } from '../store/view-store.ts';
import { comparableFiles } from './comparable-files.ts';
import { CompareChart } from './compare-chart.tsx';
import { CompareStage } from './compare-stage.tsx';
import { CompareTable } from './compare-table.tsx';
import { DifferencePanel } from './difference-panel.tsx';
import { RateQualitySection } from './rate-quality-section.tsx';

/** Two files beside each other, over the page while two are chosen. */
export function CompareScreen() {
  const compared = useView((view) => view.compared);
  const compare = useView((view) => view.compare);
  const dialog = useDialog(compared !== null);
  return (
    <dialog
      ref={dialog}
      className="compare"
      aria-labelledby="compare-heading"
      onClose={() => {
        if (compared !== null) compare(null);
      }}
    >
      {compared !== null && <Comparison compared={compared} />}
    </dialog>
  );
}

function Comparison({ compared }: { readonly compared: ComparedFiles }) {
  const compare = useView((view) => view.compare);
  const entries = useQueue((queue) => queue.entries);
  const files = useMemo(() => comparableFiles(entries), [entries]);
  const a = files.find(({ id }) => id === compared.a);
  const b = files.find(({ id }) => id === compared.b);
  return (
    <div className="compare__page">
      <div className="compare__head">
        <h2 id="compare-heading" className="compare__heading">
          {messages.compare.heading}
        </h2>
        <Choice label={messages.compare.fileA} files={files} value={compared.a} onChoose={(id) => compare({ ...compared, a: id })} />
        <button type="button" className="button button--icon" aria-label={messages.compare.swap} title={messages.compare.swap} onClick={() => compare({ a: compared.b, b: compared.a })}>
          <Icon name="swap" size={16} />
        </button>
        <Choice label={messages.compare.fileB} files={files} value={compared.b} onChoose={(id) => compare({ ...compared, b: id })} />
        <button type="button" className="button button--quiet button--icon compare__close" aria-label={messages.compare.close} onClick={() => compare(null)}>
          <Icon name="close" />
        </button>
      </div>
      {a === undefined || b === undefined ? <p className="panel__lead">{messages.compare.notPair}</p> : <Pair key={`${a.id}/${b.id}`} a={a} b={b} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly files: readonly Entry[];
  readonly value: number;
  readonly onChoose: (id: number) => void;
}

function Choice({ label, files, value, onChoose }: ChoiceProps) {
  return (
    <select className="select compare__choice" aria-label={label} value={value} onChange={(event) => onChoose(Number(event.target.value))}>
      {files.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface PairProps {
  readonly a: Entry;
  readonly b: Entry;
}

function Pair({ a, b }: PairProps) {
  const stores = useStores();
  // A playhead of its own: the page under the screen stays where it was.
  const [playhead] = useState(createPlayheadStore);
  const own = useMemo(() => ({ ...stores, playhead }), [stores, playhead]);
  const durationS = Math.max(a.media?.durationS ?? 0, b.media?.durationS ?? 0);
  return (
    <StoresProvider value={own}>
      <div className="compare__parts">
        <CompareStage a={a} b={b} />
        <DifferencePanel a={a} b={b} />
        {durationS > 0 && (
          <section className="panel panel--chart compare__curves" aria-labelledby="compare-curves">
            <div className="panel__head">
              <h3 id="compare-curves" className="heading">
                {messages.compare.curves}
              </h3>
              <p className="legend">
                <span className="legend__key legend__key--a">{messages.compare.curve('A')}</span>
                <span className="legend__key legend__key--b">{messages.compare.curve('B')}</span>
              </p>
            </div>
            <CompareChart a={a.chunks} b={b.chunks} durationS={durationS} />
            <CompareTable a={a.chunks} b={b.chunks} />
          </section>
        )}
        <RateQualitySection reference={a} />
      </div>
    </StoresProvider>
  );
}
