import { useMemo, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isModelName, ModelNameField } from '../models-library/model-name-field.tsx';
import { freeName } from '../models-library/model-records.ts';
import { modelLabel } from '../store/entry.ts';
import { useLabels, useLibrary, useQueue, useTraining } from '../store/stores.tsx';
import { usePageClips } from './clips-on-page.ts';
import { clipLabels } from './label-book.ts';
import { DeepChoice } from './deep-choice.tsx';
import { FinishedTraining } from './finished-training.tsx';
import { RunningTraining } from './running-training.tsx';
import { trainableFiles } from './trainable-files.ts';

/** Labels below which the report can say nothing about unseen clips. */
const FEWEST_FOR_VERDICT = 8;
/** Labels below which only the scale is fitted: twelve have to be left where one of five folds is held out. */
const FEWEST_FOR_HEAD = 15;

/** Starting a training, watching it, and its report. */
export function TrainingSection() {
  const training = useTraining((state) => state.training);
  return (
    <section className="side-panel__section" aria-labelledby="training-heading">
      <h3 id="training-heading">{messages.training.heading}</h3>
      {training.kind === 'running' ? (
        <RunningTraining training={training} />
      ) : training.kind === 'done' ? (
        <FinishedTraining training={training} />
      ) : (
        <>
          {training.kind === 'failed' && (
            <p className="teach__problem" role="alert">
              <Icon name="warning" size={16} />
              {messages.training.failed(training.error)}
            </p>
          )}
          {training.kind === 'interrupted' && (
            <p className="teach__note" role="status">
              <Icon name="warning" size={16} />
              {messages.training.interrupted(training.clips)}
            </p>
          )}
          <StartTraining />
        </>
      )}
    </section>
  );
}

function StartTraining() {
  const sessions = useLabels((labels) => labels.sessions);
  const imports = useLabels((labels) => labels.imports);
  const start = useTraining((state) => state.start);
  const models = useLibrary((library) => library.models);
  const inUse = useLibrary((library) => library.inUse);
  const engine = useQueue((queue) => queue.engine);
  const clips = usePageClips();
  const [typed, setTyped] = useState<string | null>(null);
  const [parentId, setParentId] = useState<string | null>(null);
  const [deep, setDeep] = useState(false);

  const { files, waiting } = useMemo(() => trainableFiles(clipLabels(sessions, imports, clips.map(({ name }) => name)), clips), [sessions, imports, clips]);
  const names = models.map((model) => model.name);
  const wish = typed ?? freeName(messages.training.nameDefault, names);
  // A model that was trained on labels of this browser has seen them; a test on them would flatter it. One that is fused with CLIP is the end of its line.
  const parents = models.filter(({ origin, clip }) => origin === 'imported' && clip === null);
  const parent = parents.find(({ id }) => id === parentId) ?? null;
  const shippedLabel = inUse === null && engine.kind === 'ready' ? modelLabel(engine.info) : messages.library.shipped;
  const enough = files.length >= 2;

  if (!enough) {
    return (
      <p className="teach__soft">
        {messages.training.none} {waiting > 0 && messages.training.waiting(waiting)}
      </p>
    );
  }
  return (
    <form
      className="teach__form"
      onSubmit={(event) => {
        event.preventDefault();
        void start({ name: freeName(wish.trim(), names), parentId: parent?.id ?? null, parentLabel: parent?.label ?? shippedLabel, files, deep });
      }}
    >
      <p>
        {messages.training.ready(files.length)}
        {waiting > 0 && <span className="teach__soft"> {messages.training.waiting(waiting)}</span>}
      </p>
      {files.length < FEWEST_FOR_HEAD && (
        <p className="teach__note">
          <Icon name="warning" size={16} />
          {files.length < FEWEST_FOR_VERDICT ? messages.training.few(files.length) : messages.training.fewer(files.length)}
        </p>
      )}
      <div className="teach__fields">
        <label className="teach__field">
          {messages.training.name}
          <ModelNameField value={wish} onChange={setTyped} />
        </label>
        {parents.length > 0 && (
          <label className="teach__field">
            {messages.training.parent}
            <select className="select" value={parent?.id ?? ''} onChange={({ target }) => setParentId(target.value === '' ? null : target.value)}>
              <option value="">{messages.library.shipped}</option>
              {parents.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {parent !== null && parent.parentLabel !== null && <p className="teach__soft">{messages.training.parentTuned(parent.label)}</p>}
      <DeepChoice chosen={deep} onChoose={setDeep} />
      <div className="teach__buttons">
        <button type="submit" className="button button--primary" disabled={!isModelName(wish) || engine.kind === 'failed'}>
          {messages.training.start(files.length)}
        </button>
      </div>
    </form>
  );
}
