import { messages } from '../messages.ts';
import type { OverlayKind } from '../store/view-store.ts';
import { useView } from '../store/stores.tsx';
import { colourGradient, COLOUR_MAP_NAMES } from './colour-maps.ts';
import type { ColourMapName } from './colour-maps.ts';

const KINDS: readonly OverlayKind[] = ['off', 'saliency', 'cells'];

/** Which map lies over the picture, how strong, and in which colours. */
export function OverlayControls() {
  const overlay = useView((view) => view.overlay);
  const opacity = useView((view) => view.opacity);
  const colours = useView((view) => view.colours);
  const setOverlay = useView((view) => view.setOverlay);
  const setOpacity = useView((view) => view.setOpacity);
  const setColours = useView((view) => view.setColours);
  const fragments = useView((view) => view.fragments);
  const setFragments = useView((view) => view.setFragments);
  const percent = Math.round(opacity * 100);
  return (
    <div className="panel__controls overlay-controls">
      <fieldset>
        <legend className="visually-hidden">{messages.overlay.heading}</legend>
        <div className="segments">
          {KINDS.map((kind) => (
            <label key={kind} className="segments__choice">
              <input type="radio" name="overlay" value={kind} checked={overlay === kind} onChange={() => setOverlay(kind)} />
              <span>{messages.overlay[kind]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="overlay-controls__fragments">
        <input type="checkbox" checked={fragments} onChange={({ target }) => setFragments(target.checked)} />
        {messages.overlay.fragments}
        {fragments && (
          <span className="overlay-controls__note">
            <span className="overlay-controls__square" aria-hidden="true" />
            {messages.overlay.fragmentsHint}
          </span>
        )}
      </label>
      {overlay !== 'off' && (
        <>
          <div className="overlay-controls__legend">
            <span>{overlay === 'saliency' ? messages.overlay.saliencyLow : messages.overlay.cellsLow}</span>
            <span className="overlay-controls__gradient" style={{ background: colourGradient(colours) }} />
            <span>{overlay === 'saliency' ? messages.overlay.saliencyHigh : messages.overlay.cellsHigh}</span>
          </div>
          <label className="overlay-controls__opacity">
            {messages.overlay.opacity}
            <input
              className="range"
              type="range"
              min={0}
              max={100}
              step={5}
              value={percent}
              aria-valuetext={`${percent}%`}
              style={{ ['--filled' as string]: `${percent}%` }}
              onChange={(event) => setOpacity(event.target.valueAsNumber / 100)}
            />
          </label>
          <label className="overlay-controls__colours">
            <span className="visually-hidden">{messages.overlay.colours}</span>
            <select className="select" value={colours} onChange={(event) => setColours(event.target.value as ColourMapName)}>
              {COLOUR_MAP_NAMES.map((name) => (
                <option key={name} value={name}>
                  {messages.colours[name]}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
    </div>
  );
}
