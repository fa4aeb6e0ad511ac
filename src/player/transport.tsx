import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { formatTime } from '../format/duration.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { usePlayhead, useStores } from '../store/stores.tsx';
import type { PlayerActions } from './player-keys.ts';

const SPEEDS = [0.25, 0.5, 1, 2] as const;

interface TransportProps {
  readonly stage: RefObject<HTMLDivElement | null>;
  /** False where only the maps can be shown. */
  readonly playable: boolean;
  readonly actions: PlayerActions;
}

/** Play, step, seek, speed, sound, full screen. */
export function Transport({ stage, playable, actions }: TransportProps) {
  const playing = usePlayhead((playhead) => playhead.playing);
  const [speed, setSpeed] = useState(1);
  const [muted, setMuted] = useState(false);
  return (
    <div className="transport">
      {playable && (
        <>
          <button type="button" className="button button--quiet button--icon" aria-label={playing ? messages.player.pause : messages.player.play} title={messages.player.keys} onClick={actions.toggle}>
            <Icon name={playing ? 'pause' : 'play'} />
          </button>
          <button type="button" className="button button--quiet button--icon transport__step" aria-label={messages.player.back} title={messages.player.back} onClick={() => actions.stepFrames(-1)}>
            <Icon name="back" />
          </button>
          <button type="button" className="button button--quiet button--icon transport__step" aria-label={messages.player.forward} title={messages.player.forward} onClick={() => actions.stepFrames(1)}>
            <Icon name="forward" />
          </button>
          {actions.toggleLoop !== undefined && <LoopButton onClick={actions.toggleLoop} />}
        </>
      )}
      <SeekBar />
      {playable && (
        <>
          <label className="transport__speed">
            <span className="visually-hidden">{messages.player.speed}</span>
            <select
              className="select"
              value={speed}
              onChange={(event) => {
                const next = Number(event.target.value);
                setSpeed(next);
                actions.setSpeed(next);
              }}
            >
              {SPEEDS.map((value) => (
                <option key={value} value={value}>
                  {value}×
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button button--quiet button--icon"
            aria-label={muted ? messages.player.unmute : messages.player.mute}
            onClick={() => {
              setMuted(!muted);
              actions.setMuted(!muted);
            }}
          >
            <Icon name={muted ? 'silent' : 'sound'} />
          </button>
          <button
            type="button"
            className="button button--quiet button--icon"
            aria-label={messages.player.fullScreen}
            onClick={() => {
              if (document.fullscreenElement !== null) void document.exitFullscreen();
              else void stage.current?.requestFullscreen();
            }}
          >
            <Icon name="full" />
          </button>
        </>
      )}
    </div>
  );
}

function LoopButton({ onClick }: { readonly onClick: () => void }) {
  const looping = usePlayhead(({ loop }) => loop !== null);
  return (
    <button type="button" className="button button--quiet button--icon transport__loop" aria-label={messages.player.loop} title={messages.player.loop} aria-pressed={looping} onClick={onClick}>
      <Icon name="loop" />
    </button>
  );
}

/** The position, moved without rendering: it changes with every frame. */
function SeekBar() {
  const { playhead } = useStores();
  const durationS = usePlayhead((state) => state.durationS);
  const input = useRef<HTMLInputElement>(null);
  const label = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const show = (timeS: number): void => {
      const range = input.current;
      if (range === null) return;
      range.value = String(timeS);
      range.style.setProperty('--filled', `${durationS > 0 ? Math.min(100, (timeS / durationS) * 100) : 0}%`);
      range.setAttribute('aria-valuetext', formatTime(timeS, true));
      if (label.current !== null) label.current.textContent = formatTime(timeS, true);
    };
    show(playhead.getState().timeS);
    return playhead.subscribe(({ timeS }) => show(timeS));
  }, [playhead, durationS]);

  return (
    <>
      <input
        ref={input}
        className="range transport__seek"
        type="range"
        min={0}
        max={durationS}
        step={0.01}
        defaultValue={0}
        aria-label={messages.player.seek}
        onChange={(event) => playhead.getState().seek(event.target.valueAsNumber)}
      />
      <span className="transport__time">
        <span ref={label} />
        <span className="transport__duration"> / {formatTime(durationS, true)}</span>
      </span>
    </>
  );
}
