import { memo, useDeferredValue, useMemo, useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import './quality-curve.css';
import { messages } from '../messages.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { ScoreTable } from './score-table.tsx';
import { CurveChart } from './curve-chart.tsx';
import { Distribution } from './distribution.tsx';
import { useThumbnails } from './hover-thumbnail.tsx';
import { MomentList } from './moment-list.tsx';
import { Thresholds } from './thresholds.tsx';
import { SHORTEST_WINDOW_S } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';
import { WindowControls } from './window-controls.tsx';

/** Colours of dimension lines, in turn. */
const DIMENSION_COLOURS = ['--dimension-1', '--dimension-2', '--dimension-3', '--dimension-4'] as const;

const NOTHING_YET: readonly ChunkScore[] = [];

/** Quality over time: the curve, its legend and the same figures as a table. */
export const QualityCurve = memo(function QualityCurve({ entry }: { readonly entry: Entry }) {
  const level = useQueue(({ engine }) => (engine.kind === 'ready' ? engine.info.model.intervalLevel : 0.9));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { chunks, media } = entry;
  // What is read off the curve may come a moment after it, in a task of its own.
  const settled = useDeferredValue(chunks, NOTHING_YET);
  const names = useMemo(() => Object.keys(chunks[0]?.dimensions ?? {}), [chunks]);
  const lines = useMemo(
    () => names.map((name, i) => ({ name, colour: DIMENSION_COLOURS[i % DIMENSION_COLOURS.length] ?? '--ink-soft' })).filter(({ name }) => chosen.includes(name)),
    [names, chosen],
  );
  const [shown, setShown] = useState<TimeWindow | null>(null);
  const thumbnails = useThumbnails(entry);
  const durationS = media?.durationS ?? chunks.at(-1)?.endS ?? 1;
  const still = media?.still === true;
  const underWay = entry.status === 'scoring' || entry.status === 'queued';

  return (
    <section className="panel panel--chart curve" aria-labelledby="curve-heading">
      <div className="panel__head">
        <h2 id="curve-heading" className="heading">
          {messages.curve.heading}
        </h2>
        {chunks.length > 0 && !still && (
          <p className="legend">
            <span className="legend__key legend__key--mos">{messages.curve.mos}</span>
            <span className="legend__key legend__key--band">{messages.curve.band(level)}</span>
          </p>
        )}
        {chunks.length > 0 && !still && durationS > SHORTEST_WINDOW_S && <WindowControls window={shown} setWindow={setShown} durationS={durationS} />}
      </div>
      {names.length > 0 && !still && (
        <fieldset className="curve__dimensions">
          <legend>{messages.curve.dimensions}</legend>
          {names.map((name, i) => (
            <label key={name} style={{ ['--line-colour' as string]: `var(${DIMENSION_COLOURS[i % DIMENSION_COLOURS.length] ?? '--ink-soft'})` }}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) => setChosen(event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))}
              />
              {messages.explain.dimension(name)}
            </label>
          ))}
        </fieldset>
      )}
      {chunks.length === 0 || still ? (
        <p className="curve__waiting">{still ? messages.curve.still : underWay ? messages.curve.waiting : messages.curve.nothing}</p>
      ) : (
        <CurveChart chunks={chunks} durationS={durationS} lines={lines} window={shown} setWindow={setShown} thumbnails={thumbnails} />
      )}
      {settled.length > 0 && !still && (
        <>
          <div className="curve__findings">
            <MomentList chunks={settled} />
            <Thresholds chunks={settled} />
          </div>
          <Distribution chunks={settled} />
          <ScoreTable chunks={settled} />
        </>
      )}
    </section>
  );
});
