import './model-panel.css';
import type { EngineInfo, ModelInfo } from '../../workers/scoring-types.ts';
import { formatBytes } from '../format/bytes.ts';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { ModelsLibrary } from '../models-library/models-library.tsx';
import { modelLabel } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { ModelFigures } from './model-figures.tsx';
import { ProvenanceList } from './provenance-list.tsx';

/** The model card: what scores, on what, how well, and where not to trust it. */
export function ModelPanel() {
  const engine = useQueue((queue) => queue.engine);
  return (
    <SidePanel name="model" heading={messages.model.heading} closeLabel={messages.model.close}>
      <ModelsLibrary />
      {engine.kind === 'ready' ? <ModelCard info={engine.info} /> : <p className="side-panel__lead">{engine.kind === 'failed' ? engine.error : messages.model.none}</p>}
    </SidePanel>
  );
}

function ModelCard({ info }: { readonly info: EngineInfo }) {
  const { model, backend, reason } = info;
  const facts: readonly (readonly [string, string])[] = [
    [messages.model.version, `${model.name} ${model.version}`],
    ...(model.parent === null ? [] : [[messages.model.parent, model.parent] as const]),
    ...(model.clip === null ? [] : [[messages.model.fused, messages.model.fusedWith(model.clip.id, model.clip.pairs.map(({ name }) => name))] as const]),
    [messages.model.backend, messages.backends[backend]],
    [messages.model.why, reason],
    [messages.model.architecture, model.architecture],
    [messages.model.parameters, `${(model.parameters / 1e6).toFixed(2)} M`],
    [messages.model.size, formatBytes(model.bytes)],
  ];
  return (
    <>
      <section className="side-panel__section">
        <h3>{messages.library.card(modelLabel(info))}</h3>
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
      </section>
      <ModelFigures metrics={model.metrics} />
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

function Provenance({ model }: { readonly model: ModelInfo }) {
  if (Object.keys(model.provenance).length === 0) return null;
  return (
    <section className="side-panel__section">
      <h3>{messages.model.provenance}</h3>
      <ProvenanceList value={model.provenance} />
    </section>
  );
}
