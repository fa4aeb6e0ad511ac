import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import type { PictureZoom } from './picture-zoom.ts';
import type { ZoomActions } from './use-picture-zoom.ts';

const STEP = 2;

interface ZoomControlsProps {
  readonly zoom: PictureZoom;
  readonly actions: ZoomActions;
}

/** Buttons for what wheel, fingers and keys do to the picture. */
export function ZoomControls({ zoom, actions }: ZoomControlsProps) {
  const whole = zoom.scale === 1;
  const button = (name: string, icon: IconName, onClick: () => void, disabled = false) => (
    <button type="button" className="zoom-controls__button" aria-label={name} title={name} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={16} />
    </button>
  );
  return (
    <div className="zoom-controls" role="group" aria-label={messages.player.zoom}>
      {!whole && button(messages.player.zoomOut, 'minus', () => actions.zoomBy(1 / STEP))}
      {!whole && (
        <button type="button" className="zoom-controls__button zoom-controls__factor" aria-label={messages.player.zoomWhole(zoom.scale)} title={messages.player.zoomWhole(zoom.scale)} onClick={actions.showWhole}>
          {messages.player.times(zoom.scale)}
        </button>
      )}
      {button(messages.player.zoomIn, 'plus', () => actions.zoomBy(STEP))}
    </div>
  );
}
