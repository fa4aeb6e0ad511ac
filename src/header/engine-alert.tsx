import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useQueue } from '../store/stores.tsx';

/** Says why nothing can be scored, with the way out beside it. */
export function EngineAlert() {
  const engine = useQueue((queue) => queue.engine);
  const settings = useQueue((queue) => queue.settings);
  const setSettings = useQueue((queue) => queue.setSettings);
  const prepare = useQueue((queue) => queue.prepare);
  if (engine.kind !== 'failed') return null;
  const chosen = settings.backend !== 'auto';
  return (
    <div className="engine-alert" role="alert">
      <Icon name="warning" />
      <p>{messages.errors.engine(engine.error)}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          if (chosen) setSettings({ ...settings, backend: 'auto' });
          else prepare().catch(() => undefined);
        }}
      >
        {chosen ? messages.errors.tryAutomatic : messages.errors.tryAgain}
      </button>
    </div>
  );
}
