import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useTraining, useView } from '../store/stores.tsx';

/** The way to the teaching panel, with how far a training is while the panel is closed. */
export function TeachButton() {
  const openPanel = useView((view) => view.openPanel);
  const open = useView((view) => view.panel === 'teach');
  const training = useTraining((state) => state.training);
  const news =
    training.kind === 'running'
      ? messages.header.training(Math.floor((training.progress?.share ?? 0) * 100))
      : training.kind === 'done' && !open
        ? messages.header.reportReady
        : null;
  return (
    <button type="button" className="button button--quiet header__tool" onClick={() => openPanel('teach')}>
      <Icon name="star" />
      <span className="header__label">
        {messages.header.teach}
        {news !== null && <span className="teach__soft"> {news}</span>}
      </span>
    </button>
  );
}
