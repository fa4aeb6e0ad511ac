import './settings-panel.css';
import { BACKEND_NAMES, DEFAULT_SETTINGS } from '../../workers/scoring-types.ts';
import type { ScoringSettings } from '../../workers/scoring-types.ts';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { isFinished } from '../store/entry.ts';
import { useQueue, useStores } from '../store/stores.tsx';

const CHUNK_LENGTHS = [0.5, 1, 2, 4] as const;
const FIRST_COUNT = 10;
const MOST_CHUNKS = 10_000;

/** Where the nets run, how long a chunk is, how many of them are looked at. */
export function SettingsPanel() {
  const settings = useQueue((queue) => queue.settings);
  const setSettings = useQueue((queue) => queue.setSettings);
  const engine = useQueue((queue) => queue.engine);
  const change = (part: Partial<ScoringSettings>): void => setSettings({ ...settings, ...part });
  return (
    <SidePanel name="settings" heading={messages.settings.heading} closeLabel={messages.settings.close}>
      <p className="side-panel__lead">{messages.settings.lead}</p>

      <fieldset className="setting">
        <legend>{messages.settings.backend}</legend>
        <p className="setting__hint">{messages.settings.backendHint}</p>
        <div className="segments setting__segments">
          {(['auto', ...BACKEND_NAMES] as const).map((name) => (
            <label key={name} className="segments__choice">
              <input type="radio" name="backend" value={name} checked={settings.backend === name} onChange={() => change({ backend: name })} />
              <span>{messages.backends[name]}</span>
            </label>
          ))}
        </div>
        <p className="setting__now" role="status">
          {engine.kind === 'ready' ? engine.info.reason : engine.kind === 'failed' ? engine.error : messages.header.preparing}
        </p>
      </fieldset>

      <fieldset className="setting">
        <legend>{messages.settings.chunk}</legend>
        <p className="setting__hint">{messages.settings.chunkHint}</p>
        <div className="segments">
          {CHUNK_LENGTHS.map((seconds) => (
            <label key={seconds} className="segments__choice">
              <input type="radio" name="chunk" value={seconds} checked={settings.chunkSeconds === seconds} onChange={() => change({ chunkSeconds: seconds })} />
              <span>{messages.settings.seconds(seconds)}</span>
            </label>
          ))}
        </div>
      </fieldset>

      <fieldset className="setting">
        <legend>{messages.settings.coverage}</legend>
        <label className="choice">
          <input type="radio" name="coverage" checked={settings.coverage === 'all'} onChange={() => change({ coverage: 'all' })} />
          {messages.settings.all}
        </label>
        <label className="choice">
          <input type="radio" name="coverage" checked={settings.coverage !== 'all'} onChange={() => change({ coverage: FIRST_COUNT })} />
          {messages.settings.some}
        </label>
        {settings.coverage !== 'all' && (
          <label className="setting__count">
            {messages.settings.count}
            <input
              className="field"
              type="number"
              min={1}
              max={MOST_CHUNKS}
              defaultValue={settings.coverage}
              onChange={({ target }) => {
                const count = target.valueAsNumber;
                if (Number.isInteger(count) && count >= 1 && count <= MOST_CHUNKS) change({ coverage: count });
              }}
            />
          </label>
        )}
      </fieldset>

      <Actions />
    </SidePanel>
  );
}

function Actions() {
  const { queue } = useStores();
  const setSettings = useQueue((state) => state.setSettings);
  const any = useQueue(({ entries }) => entries.some((entry) => entry.file !== null && isFinished(entry)));
  return (
    <div className="setting__actions">
      <button
        type="button"
        className="button"
        disabled={!any}
        onClick={() => {
          const { entries, retry } = queue.getState();
          for (const entry of entries) retry(entry.id);
        }}
      >
        {messages.settings.again}
      </button>
      <button type="button" className="button button--quiet" onClick={() => setSettings(DEFAULT_SETTINGS)}>
        {messages.settings.reset}
      </button>
    </div>
  );
}
