import { memo, useMemo, useState } from 'react';
import './affinity-panel.css';
import { ChunkTable, type ChunkColumn } from '../curve/chunk-table.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import type { Entry } from '../store/entry.ts';
import { useClip, useQueue, useView } from '../store/stores.tsx';
import { affinityOf, meanAffinity } from './affinities.ts';
import { AffinityChart } from './affinity-chart.tsx';
import type { AffinityLine } from './affinity-chart.tsx';
import type { PromptPair } from './prompt-pairs.ts';

/** Colours of the drawn pairs, in turn. */
const COLOURS = ['--dimension-1', '--dimension-2', '--dimension-3', '--dimension-4'] as const;

function colourOf(i: number): string {
  return COLOURS[i % COLOURS.length] ?? '--ink-soft';
}

/** What CLIP says of the file being shown, pair by pair: means as bars, chosen pairs over time. */
export const AffinityPanel = memo(function AffinityPanel({ entry }: { readonly entry: Entry }) {
  const on = useClip((clip) => clip.status.kind === 'on');
  const openPanel = useView((view) => view.openPanel);
  return (
    <section className="panel panel--chart affinities" aria-labelledby="affinities-heading">
      <div className="panel__head">
        <h2 id="affinities-heading" className="heading">
          {messages.clip.heading}
        </h2>
        <button type="button" className="button button--quiet" onClick={() => openPanel('clip')}>
          {on ? messages.clip.open : messages.clip.turnOn}
        </button>
      </div>
      {on ? <Affinities entry={entry} /> : <p className="panel__lead">{messages.clip.teaser}</p>}
    </section>
  );
});

function Affinities({ entry }: { readonly entry: Entry }) {
  const pairs = useClip((clip) => clip.pairs);
  const texts = useClip((clip) => clip.texts);
  const id = useClip((clip) => (clip.status.kind === 'on' ? clip.status.info.id : null));
  const retry = useQueue((queue) => queue.retry);
  const [chosen, setChosen] = useState<readonly string[]>(() => pairs.slice(0, 1).map(({ name }) => name));
  const { media } = entry;
  // A result of another CLIP, or of none, says nothing here.
  const chunks = useMemo(() => (entry.result !== null && entry.result.clip !== id ? [] : entry.chunks), [entry, id]);
  const means = useMemo(() => pairs.map((pair) => meanAffinity(chunks, pair, texts)), [pairs, chunks, texts]);
  const lines = useMemo<AffinityLine[]>(
    () => pairs.flatMap((pair, i) => (chosen.includes(pair.name) ? [{ name: pair.name, colour: colourOf(i), value: (chunk) => affinityOf(chunk, pair, texts) }] : [])),
    [pairs, chosen, texts],
  );
  const columns = useMemo(() => pairs.map((pair): ChunkColumn => ({ name: pair.name, cell: (chunk) => affinityOf(chunk, pair, texts)?.toFixed(2) })), [pairs, texts]);
  if (means.every((mean) => mean === undefined)) {
    return isFinished(entry) ? (
      <p className="panel__lead">
        {messages.clip.notLooked}{' '}
        {entry.file !== null && (
          <button type="button" className="link" onClick={() => retry(entry.id)}>
            {messages.clip.again}
          </button>
        )}
      </p>
    ) : (
      <p className="panel__lead">{messages.clip.waiting}</p>
    );
  }
  const still = media?.still === true;
  return (
    <>
      <p className="panel__lead">{entry.result?.fusedWith === undefined ? messages.clip.marked : messages.clip.markedFused(entry.result.model)}</p>
      {!still && lines.length > 0 && <AffinityChart chunks={chunks} durationS={media?.durationS ?? chunks.at(-1)?.endS ?? 1} lines={lines} />}
      <fieldset className="affinities__list">
        <legend className="visually-hidden">{messages.clip.list}</legend>
        {pairs.map((pair, i) => (
          <AffinityRow
            key={pair.name}
            pair={pair}
            mean={means[i]}
            colour={colourOf(i)}
            chosen={chosen.includes(pair.name)}
            onChoose={(wanted) => setChosen(wanted ? [...chosen, pair.name] : chosen.filter((name) => name !== pair.name))}
          />
        ))}
      </fieldset>
      {!still && <ChunkTable chunks={chunks} columns={columns} caption={messages.clip.tableCaption} />}
    </>
  );
}

interface AffinityRowProps {
  readonly pair: PromptPair;
  readonly mean: number | undefined;
  readonly colour: string;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

function AffinityRow({ pair, mean, colour, chosen, onChoose }: AffinityRowProps) {
  return (
    <label className="affinities__row" title={messages.clip.scale(pair.negative, pair.positive)} style={{ ['--line-colour' as string]: `var(${colour})` }}>
      <input type="checkbox" checked={chosen} onChange={({ target }) => onChoose(target.checked)} />
      <span className="affinities__name">{pair.name}</span>
      <span className="affinities__track" aria-hidden="true">
        <span className="affinities__fill" style={{ width: `${(mean ?? 0) * 100}%` }} />
      </span>
      <span className="affinities__value">{mean === undefined ? '–' : mean.toFixed(2)}</span>
    </label>
  );
}
