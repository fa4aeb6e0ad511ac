import type { Verdict } from '../../workers/finetune-service.ts';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useLibrary, useQueue } from '../store/stores.tsx';
import type { KeptModel } from '../models-library/model-records.ts';

interface ModelDecisionProps {
  readonly model: KeptModel;
  /** Whether it helps on clips held out, beside what it is compared with. */
  readonly verdict: Verdict;
  /** Whether it is named, as one of several. */
  readonly named: boolean;
  readonly onDiscard: () => void;
}

/** What to do with a model that a training has made: keep, use, discard. */
export function ModelDecision({ model, verdict, named, onDiscard }: ModelDecisionProps) {
  const inUse = useLibrary((library) => library.inUse);
  const switching = useLibrary((library) => library.switching);
  const keep = useLibrary((library) => library.keep);
  const use = useLibrary((library) => library.use);
  const remove = useLibrary((library) => library.remove);
  const busy = useQueue(({ entries }) => !entries.every(isFinished)) || switching;
  const used = inUse === model.id;
  const helps = verdict !== 'no';
  return (
    <div className="teach__decision" role="group" aria-label={model.name}>
      {named && <h4 className="teach__model">{model.name}</h4>}
      {(model.kept || !helps) && (
        <p role="status">
          {model.kept && messages.report.kept} {used ? messages.report.inUse : !helps && messages.report.parentStays(model.parentLabel ?? messages.library.shipped)}
        </p>
      )}
      <div className="teach__buttons">
        {!model.kept && helps && (
          <button
            type="button"
            className={verdict === 'likely' ? 'button button--primary' : 'button'}
            disabled={busy}
            onClick={() => {
              keep(model.id);
              void use(model.id);
            }}
          >
            {messages.report.keepAndUse}
          </button>
        )}
        {!model.kept && (
          <button type="button" className="button" onClick={() => keep(model.id)}>
            {helps ? messages.report.keep : messages.report.keepAnyway}
          </button>
        )}
        {model.kept && !used && (
          <button type="button" className="button" disabled={busy} onClick={() => void use(model.id)}>
            {messages.report.use}
          </button>
        )}
        {!model.kept && (
          <button
            type="button"
            className="button button--quiet"
            disabled={busy}
            onClick={() => {
              onDiscard();
              void remove(model.id);
            }}
          >
            {messages.report.discard}
          </button>
        )}
      </div>
    </div>
  );
}
