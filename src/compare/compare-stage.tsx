import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { messages } from '../messages.ts';
import { zoomTransform } from '../player/picture-zoom.ts';
import { Transport } from '../player/transport.tsx';
import type { PlayerActions } from '../player/player-keys.ts';
import { usePictureZoom } from '../player/use-picture-zoom.ts';
import { usePixelated } from '../player/use-pixelated.ts';
import { ZoomControls } from '../player/zoom-controls.tsx';
import type { Entry } from '../store/entry.ts';
import { useStores } from '../store/stores.tsx';
import { COMPARE_MODES, listenToCompareKeys } from './compare-keys.ts';
import type { CompareMode } from './compare-keys.ts';
import { ComparePane } from './compare-pane.tsx';
import type { Side } from './compare-pane.tsx';
import { FlickerControls } from './flicker-controls.tsx';
import { followTogether, steppedTimeS } from './two-video-clock.ts';
import type { PlayableVideo, TwoVideoClock } from './two-video-clock.ts';

const FALLBACK_FPS = 25;

interface CompareStageProps {
  readonly a: Entry;
  readonly b: Entry;
}

/** Both pictures on one clock: beside each other, split, or in turn, scaled to the same box and enlarged together. */
export function CompareStage({ a, b }: CompareStageProps) {
  const { playhead } = useStores();
  const [mode, setMode] = useState<CompareMode>('side');
  const [split, setSplit] = useState(50);
  const [shown, setShown] = useState<Side>('A');
  const [muted, setMuted] = useState(false);
  const [videoA, setVideoA] = useState<PlayableVideo | null>(null);
  const [videoB, setVideoB] = useState<PlayableVideo | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const pictures = useRef<HTMLDivElement>(null);
  const splitting = useRef(false);
  const clock = useRef<TwoVideoClock | null>(null);
  const switchPicture = useCallback(() => setShown((now) => (now === 'A' ? 'B' : 'A')), []);

  const lengthA = a.media?.durationS ?? 0;
  const lengthB = b.media?.durationS ?? 0;
  const fps = Math.max(a.media?.fps ?? 0, b.media?.fps ?? 0) || FALLBACK_FPS;

  useEffect(() => {
    playhead.setState({ timeS: 0, durationS: Math.max(lengthA, lengthB) });
  }, [playhead, lengthA, lengthB]);

  useEffect(() => {
    const videos = (lengthB > lengthA ? [videoB, videoA] : [videoA, videoB]).filter((video) => video !== null);
    const together = followTogether(videos, playhead);
    clock.current = together;
    return () => {
      together.stop();
      clock.current = null;
    };
  }, [videoA, videoB, lengthA, lengthB, playhead]);

  const actions = useMemo<PlayerActions>(
    () => ({
      toggle: () => clock.current?.toggle(),
      stepFrames: (count) => {
        const { playing, timeS, seek } = playhead.getState();
        if (playing) clock.current?.toggle();
        seek(steppedTimeS(timeS, count, fps));
      },
      setSpeed: (speed) => clock.current?.setSpeed(speed),
      setMuted,
    }),
    [fps, playhead],
  );

  // Beside each other, what is under the pointer in one picture is what both are enlarged around.
  const paneAt = useCallback((x: number, y: number): HTMLElement | null => {
    const panes = [...(pictures.current?.querySelectorAll<HTMLElement>('.compare__pane') ?? [])];
    const under = panes.find((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return x >= left && x < right && y >= top && y < bottom;
    });
    return under ?? panes[0] ?? null;
  }, []);
  const { zoom, actions: zoomActions } = usePictureZoom(stage, paneAt);
  const zoomed = zoom.scale > 1;
  usePixelated(zoom, pictures, Math.max(a.media?.width ?? 0, b.media?.width ?? 0) * (mode === 'side' ? 2 : 1));

  useEffect(() => listenToCompareKeys({ ...actions, setMode, switchPicture }, zoomActions, playhead), [actions, switchPicture, zoomActions, playhead]);

  function moveSplit({ clientX }: PointerEvent): void {
    const box = pictures.current?.getBoundingClientRect();
    if (box !== undefined) setSplit(Math.round(Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * 100));
  }

  const shape = a.media ?? b.media ?? { width: 16, height: 9 };
  const playable = videoA !== null || videoB !== null;
  const still = a.media?.still === true && b.media?.still === true;
  const transform = zoomed ? zoomTransform(zoom) : undefined;
  return (
    <div className="panel compare__view">
      <div
        ref={stage}
        className={['stage', 'compare__stage', `compare__stage--${mode}`, zoomed && 'stage--zoomed'].filter(Boolean).join(' ')}
        data-shown={shown}
        data-ready={videoA !== null && videoB !== null}
        style={{ ['--ratio' as string]: shape.width / shape.height, ['--split' as string]: `${split}%` }}
      >
        <div
          ref={pictures}
          className="compare__pictures"
          onPointerDown={(event) => {
            // Dragging an enlarged picture moves it, so the line itself must be caught then.
            splitting.current = mode === 'split' && event.isPrimary && (!zoomed || (event.target instanceof Element && event.target.closest('.compare__divider') !== null));
            if (!splitting.current) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            moveSplit(event);
          }}
          onPointerMove={(event) => {
            if (splitting.current && event.buttons === 1) moveSplit(event);
          }}
        >
          {/* Two soundtracks at once help nobody; A has the sound, if any. */}
          <ComparePane side="A" entry={a} muted={muted} transform={transform} onVideo={setVideoA} />
          <ComparePane side="B" entry={b} muted transform={transform} onVideo={setVideoB} />
          {mode === 'split' && <div className="compare__divider" data-drags aria-hidden="true" />}
        </div>
        <ZoomControls zoom={zoom} actions={zoomActions} />
      </div>
      {!still && <Transport stage={stage} playable={playable} actions={actions} />}
      <div className="panel__controls">
        <fieldset>
          <legend className="visually-hidden">{messages.compare.modes}</legend>
          <div className="segments">
            {COMPARE_MODES.map((each) => (
              <label key={each} className="segments__choice">
                <input type="radio" name="compare-mode" value={each} checked={mode === each} onChange={() => setMode(each)} />
                <span>{messages.compare[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {mode === 'split' && (
          <label className="compare__split">
            <span className="visually-hidden">{messages.compare.splitAt}</span>
            <input
              className="range"
              type="range"
              min={0}
              max={100}
              value={split}
              aria-valuetext={messages.compare.splitText(split)}
              style={{ ['--filled' as string]: `${split}%` }}
              onChange={(event) => setSplit(event.target.valueAsNumber)}
            />
          </label>
        )}
        {mode === 'flicker' && <FlickerControls shown={shown} onSwitch={switchPicture} />}
        <p className="compare__keys">{messages.compare.keys}</p>
      </div>
    </div>
  );
}
