import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useLibrary, useQueue, useTraining, useView } from '../store/stores.tsx';
import { ModelDecision } from './model-decision.tsx';
import { ReportView } from './report-view.tsx';
import type { TrainingState } from './training-store.ts';

/** The report of a training that has ended, and what to do with its models: the tuned one, and the one that is fused with CLIP where there is one. */
export function FinishedTraining({ training: { modelId, fusedId, report, missing, withoutClip } }: { readonly training: Extract<TrainingState, { kind: 'done' }> }) {
  const dismiss = useTraining((state) => state.dismiss);
  const models = useLibrary((library) => library.models);
  const problem = useLibrary((library) => library.problem);
  const openPanel = useView((view) => view.openPanel);
  const modelError = useQueue((queue) => queue.modelError);
  const made = [
    { id: modelId, verdict: report.verdict },
    ...(fusedId === null || report.fusion === null ? [] : [{ id: fusedId, verdict: report.fusion.verdict }]),
  ].flatMap(({ id, verdict }) => {
    const model = models.find((each) => each.id === id);
    return model === undefined ? [] : [{ model, verdict }];
  });
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
      {fusedId !== null && <p className="teach__soft">{messages.fusion.made}</p>}
      {made.map(({ model, verdict }) => (
        <ModelDecision
          key={model.id}
          model={model}
          verdict={verdict}
          named={fusedId !== null}
          // With the last model that waits for a word, the report goes.
          onDiscard={() => {
            if (made.length === 1) dismiss();
          }}
        />
      ))}
      {made.every(({ model }) => model.kept) && (
        <div className="teach__buttons">
          <button type="button" className="button" onClick={() => openPanel('model')}>
            {messages.report.showModels}
          </button>
          <button type="button" className="button" onClick={dismiss}>
            {messages.training.again}
          </button>
        </div>
      )}
    </div>
  );
}
