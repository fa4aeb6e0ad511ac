import { formatTime } from '../format/duration.ts';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';
import { pannedWindow, zoomedWindow } from './time-window.ts';
import type { TimeWindow } from './time-window.ts';

interface WindowControlsProps {
  readonly window: TimeWindow | null;
  readonly setWindow: (change: (now: TimeWindow | null) => TimeWindow | null) => void;
  readonly durationS: number;
}

/** Buttons for what wheel, fingers and keys do to the part of the video that the curve shows. */
export function WindowControls({ window: shown, setWindow, durationS }: WindowControlsProps) {
  const { playhead } = useStores();
  const zoom = (factor: number): void => setWindow((now) => zoomedWindow(now, durationS, factor, playhead.getState().timeS));
  const button = (name: string, icon: IconName, onClick: () => void, disabled = false) => (
    <button type="button" className="button button--quiet button--icon curve__tool" aria-label={name} title={name} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={16} />
    </button>
  );
  return (
    <div className="curve__tools" role="group" aria-label={messages.curve.zoom}>
      {shown !== null && (
        <>
          {button(messages.curve.earlier, 'left', () => setWindow((now) => pannedWindow(now, durationS, -0.5)), shown.fromS <= 0)}
          <span className="curve__window" role="status">
            {messages.curve.window(formatTime(shown.fromS), formatTime(shown.toS))}
          </span>
          {button(messages.curve.later, 'fold', () => setWindow((now) => pannedWindow(now, durationS, 0.5)), shown.toS >= durationS)}
        </>
      )}
      {button(messages.curve.zoomOut, 'minus', () => zoom(2), shown === null)}
      {button(messages.curve.zoomIn, 'plus', () => zoom(0.5))}
      {button(messages.curve.zoomWhole, 'whole', () => setWindow(() => null), shown === null)}
    </div>
  );
}
