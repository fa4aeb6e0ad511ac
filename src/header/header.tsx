import './header.css';
import { Icon, Mark } from '../icons/icon.tsx';
import { TeachButton } from '../finetune/teach-button.tsx';
import { messages } from '../messages.ts';
import { modelLabel } from '../store/entry.ts';
import { useQueue, useView } from '../store/stores.tsx';

/** The name, what the nets run on, and the ways to the side panels. */
export function Header() {
  const openPanel = useView((view) => view.openPanel);
  return (
    <header className="header">
      <h1 className="header__name">
        <Mark />
        {messages.title}
      </h1>
      <div className="header__tools">
        <EngineChip />
        <TeachButton />
        <button type="button" className="button button--quiet header__tool" onClick={() => openPanel('projects')}>
          <Icon name="folder" />
          <span className="header__label">{messages.projects.open}</span>
        </button>
        <button type="button" className="button button--quiet header__tool" onClick={() => openPanel('settings')}>
          <Icon name="sliders" />
          <span className="header__label">{messages.header.settings}</span>
        </button>
        <button type="button" className="button button--quiet header__tool" onClick={() => openPanel('help')}>
          <Icon name="question" />
          <span className="header__label">{messages.header.help}</span>
        </button>
      </div>
    </header>
  );
}

function EngineChip() {
  const engine = useQueue((queue) => queue.engine);
  const openPanel = useView((view) => view.openPanel);
  const label =
    engine.kind === 'ready'
      ? messages.header.engine(modelLabel(engine.info), engine.info.backend)
      : engine.kind === 'failed'
        ? messages.header.failed
        : messages.header.preparing;
  return (
    <button
      type="button"
      className={`engine-chip engine-chip--${engine.kind}`}
      aria-label={messages.header.openModel(label)}
      onClick={() => openPanel('model')}
    >
      <span className="engine-chip__light" />
      <span className="engine-chip__label">{label}</span>
    </button>
  );
}
