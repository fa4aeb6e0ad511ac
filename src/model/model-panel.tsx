import { useRef } from 'react';
import './model-panel.css';
import type { EngineInfo, MetricFigure, ModelInfo } from '../../workers/scoring-types.ts';
import { formatBytes } from '../format/bytes.ts';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { isFinished } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { ProvenanceList } from './provenance-list.tsx';

/** The model card: what scores, on what, how well, and where not to trust it. */
export function ModelPanel() {
  const engine = useQueue((queue) => queue.engine);
  return (
    <SidePanel name="model" heading={messages.model.heading} closeLabel={messages.model.close}>
      {engine.kind === 'ready' ? <ModelCard info={engine.info} /> : <p className="side-panel__lead">{engine.kind === 'failed' ? engine.error : messages.model.none}</p>}
      <OwnModel />
    </SidePanel>
  );
}

function ModelCard({ info }: { readonly info: EngineInfo }) {
  const { model, backend, reason } = info;
  const facts: readonly (readonly [string, string])[] = [
    [messages.model.version, `${model.name} ${model.version}`],
    ...(model.parent === null ? [] : [[messages.model.parent, model.parent] as const]),
    [messages.model.backend, messages.backends[backend]],
    [messages.model.why, reason],
    [messages.model.architecture, model.architecture],
    [messages.model.parameters, `${(model.parameters / 1e6).toFixed(2)} M`],
    [messages.model.size, formatBytes(model.bytes)],
  ];
  return (
    <>
      <dl className="model-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{messages.model.sha}</dt>
          <dd className="model-facts__sha">{model.sha256}</dd>
        </div>
      </dl>
      <Figures metrics={model.metrics} />
      <section className="side-panel__section">
        <h3>{messages.model.limits}</h3>
        <ul className="model-limits">
          {messages.model.limitsList.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
      <Provenance model={model} />
    </>
  );
}

function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3);
}

function Figures({ metrics }: { readonly metrics: readonly MetricFigure[] }) {
  return (
    <section className="side-panel__section">
      <h3>{messages.model.figures}</h3>
      {metrics.length === 0 ? (
        <p className="side-panel__lead">{messages.model.noFigures}</p>
      ) : (
        <>
          <p className="model-figures__lead">{messages.model.figuresLead}</p>
          <div className="model-figures__scroll">
            <table className="model-figures">
              <thead>
                <tr>
                  <th scope="col">{messages.model.figure}</th>
                  <th scope="col">{messages.model.data}</th>
                  <th scope="col" className="model-figures__number">
                    {messages.model.value}
                  </th>
                  <th scope="col" className="model-figures__number">
                    {messages.model.range}
                  </th>
                  <th scope="col" className="model-figures__number">
                    {messages.model.count}
                  </th>
                </tr>
              </thead>
              <tbody>
                {metrics.map(({ name, data, value, low, high, n }) => (
                  <tr key={`${name} ${data}`}>
                    <th scope="row">{name}</th>
                    <td>{data}</td>
                    <td className="model-figures__number model-figures__value">{figure(value)}</td>
                    <td className="model-figures__number">{low !== null && high !== null ? `${figure(low)}–${figure(high)}` : ''}</td>
                    <td className="model-figures__number">{n.toLocaleString('en')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Provenance({ model }: { readonly model: ModelInfo }) {
  if (Object.keys(model.provenance).length === 0) return null;
  return (
    <section className="side-panel__section">
      <h3>{messages.model.provenance}</h3>
      <ProvenanceList value={model.provenance} />
    </section>
  );
}

function OwnModel() {
  const replaceModel = useQueue((queue) => queue.replaceModel);
  const own = useQueue((queue) => queue.ownModel);
  const refused = useQueue((queue) => queue.modelError);
  const busy = useQueue(({ entries }) => !entries.every(isFinished));
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | null): void => {
    replaceModel(file).catch(() => undefined);
  };
  return (
    <section className="side-panel__section">
      <h3>{messages.model.own}</h3>
      <p className="side-panel__lead">{busy ? messages.model.busy : messages.model.ownHint}</p>
      {refused !== null && (
        <p className="model-own__refused" role="alert">
          {messages.model.refused(refused)}
        </p>
      )}
      <div className="model-own__buttons">
        <button type="button" className="button" disabled={busy} onClick={() => input.current?.click()}>
          {messages.model.own}
        </button>
        {own && (
          <button type="button" className="button" disabled={busy} onClick={() => take(null)}>
            {messages.model.shipped}
          </button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".fovea"
        aria-label={messages.model.own}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) take(file);
          target.value = '';
        }}
      />
    </section>
  );
}
