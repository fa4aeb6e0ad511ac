import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useLibrary, useQueue, useTraining, useView } from '../store/stores.tsx';
import { ReportView } from './report-view.tsx';
import type { TrainingState } from './training-store.ts';

/** The report of a training that has ended, and what to do with its model. */
export function FinishedTraining({ training: { modelId, report, missing, withoutClip } }: { readonly training: Extract<TrainingState, { kind: 'done' }> }) {
  const dismiss = useTraining((state) => state.dismiss);
  const model = useLibrary((library) => library.models.find(({ id }) => id === modelId) ?? null);
  const inUse = useLibrary((library) => library.inUse);
  const problem = useLibrary((library) => library.problem);
  const switching = useLibrary((library) => library.switching);
  const keep = useLibrary((library) => library.keep);
  const use = useLibrary((library) => library.use);
  const remove = useLibrary((library) => library.remove);
  const openPanel = useView((view) => view.openPanel);
  const modelError = useQueue((queue) => queue.modelError);
  const busy = useQueue(({ entries }) => !entries.every(isFinished)) || switching;
  const used = model !== null && inUse === model.id;
  const helps = report.verdict !== 'no';
  return (
    <div className="teach__form">
      <ReportView report={report} />
      {missing.length > 0 && <p className="teach__soft">{messages.training.missing(missing.join(', '))}</p>}
      {withoutClip.length > 0 && <p className="teach__soft">{messages.fusion.left(withoutClip.length)}</p>}
      {problem !== null && (
        <p className="teach__problem" role="alert">
          <Icon name="warning" size={16} />
          {problem}
        </p>
      )}
      {modelError !== null && (
        <p className="teach__problem" role="alert">
          <Icon name="warning" size={16} />
          {messages.model.refused(modelError)}
        </p>
      )}
      {model !== null && (model.kept || !helps) && (
        <p role="status">
          {model.kept && messages.report.kept} {used ? messages.report.inUse : !helps && messages.report.parentStays(model.parentLabel ?? messages.library.shipped)}
        </p>
      )}
      <div className="teach__buttons">
        {model !== null && !model.kept && helps && (
          <button
            type="button"
            className={report.verdict === 'likely' ? 'button button--primary' : 'button'}
            disabled={busy}
            onClick={() => {
              keep(model.id);
              void use(model.id);
            }}
          >
            {messages.report.keepAndUse}
          </button>
        )}
        {model !== null && !model.kept && (
          <button type="button" className="button" onClick={() => keep(model.id)}>
            {helps ? messages.report.keep : messages.report.keepAnyway}
          </button>
        )}
        {model !== null && model.kept && !used && (
          <button type="button" className="button" disabled={busy} onClick={() => void use(model.id)}>
            {messages.report.use}
          </button>
        )}
        {model !== null && !model.kept && (
          <button
            type="button"
            className="button button--quiet"
            disabled={busy}
            onClick={() => {
              dismiss();
              void remove(model.id);
            }}
          >
            {messages.report.discard}
          </button>
        )}
        {(model === null || model.kept) && (
          <>
            <button type="button" className="button" onClick={() => openPanel('model')}>
              {messages.report.showModels}
            </button>
            <button type="button" className="button" onClick={dismiss}>
              {messages.training.again}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
