import { useState } from 'react';
import './models-library.css';
import { FileButton } from '../drop/file-button.tsx';
import { ReportView } from '../finetune/report-view.tsx';
import { formatBytes } from '../format/bytes.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { isFinished } from '../store/entry.ts';
import { useLibrary, useQueue } from '../store/stores.tsx';
import { ModelComparison } from './model-comparison.tsx';
import { isModelName, ModelNameField } from './model-name-field.tsx';
import type { KeptModel } from './model-records.ts';

/** All models: which is in use, and what can be done with them. */
export function ModelsLibrary() {
  const models = useLibrary((library) => library.models);
  const inUse = useLibrary((library) => library.inUse);
  const switching = useLibrary((library) => library.switching);
  const problem = useLibrary((library) => library.problem);
  const use = useLibrary((library) => library.use);
  const importModel = useLibrary((library) => library.importModel);
  const refused = useQueue((queue) => queue.modelError);
  const scoring = useQueue(({ entries }) => !entries.every(isFinished));
  const busy = scoring || switching;
  return (
    <section className="library" aria-label={messages.library.heading}>
      <p className="side-panel__lead">{switching ? messages.library.switching : scoring ? messages.library.busy : messages.library.hint}</p>
      {refused !== null && (
        <p className="library__problem" role="alert">
          {messages.model.refused(refused)}
        </p>
      )}
      {problem !== null && (
        <p className="library__problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="library__models">
        <li className="library__model">
          <div className="library__head">
            <span className="library__name">{messages.library.shipped}</span>
            <UseButton name={messages.library.shipped} used={inUse === null} busy={busy} onUse={() => void use(null)} />
          </div>
        </li>
        {models.map((model) => (
          <Model key={model.id} model={model} used={inUse === model.id} busy={busy} />
        ))}
      </ul>
      <FileButton
        disabled={busy}
        inputLabel={messages.library.importInput}
        inputClass="model-input"
        accept=".fovea"
        onFiles={([file]) => {
          if (file !== undefined) void importModel(file);
        }}
      >
        <Icon name="plus" size={16} />
        {messages.library.importFile}
      </FileButton>
    </section>
  );
}

interface UseButtonProps {
  readonly name: string;
  readonly used: boolean;
  readonly busy: boolean;
  readonly onUse: () => void;
}

function UseButton({ name, used, busy, onUse }: UseButtonProps) {
  if (used) {
    return (
      <span className="library__used">
        <Icon name="check" size={16} />
        {messages.library.inUse}
      </span>
    );
  }
  return (
    <button type="button" className="button" disabled={busy} aria-label={messages.library.useModel(name)} onClick={onUse}>
      {messages.library.use}
    </button>
  );
}

function originWords(model: KeptModel): string {
  return model.clip === null ? plainOrigin(model) : `${messages.library.fused}, ${plainOrigin(model)}`;
}

function plainOrigin({ origin, report, parentLabel }: KeptModel): string {
  if (origin === 'trained') return messages.library.trained(report?.clips.length ?? 0, parentLabel ?? messages.library.shipped);
  return parentLabel === null ? messages.library.imported : messages.library.importedFrom(parentLabel);
}

interface ModelProps {
  readonly model: KeptModel;
  readonly used: boolean;
  readonly busy: boolean;
}

function Model({ model, used, busy }: ModelProps) {
  const { id, name, kept, bytes, report } = model;
  const use = useLibrary((library) => library.use);
  const keep = useLibrary((library) => library.keep);
  const rename = useLibrary((library) => library.rename);
  const remove = useLibrary((library) => library.remove);
  const exportModel = useLibrary((library) => library.exportModel);
  const compare = useLibrary((library) => library.compare);
  const comparison = useLibrary((library) => library.comparison);
  const [asking, setAsking] = useState(false);
  const [newName, setNewName] = useState<string | null>(null);
  const [showing, setShowing] = useState(false);
  return (
    <li className="library__model">
      <div className="library__head">
        <span className="library__name">
          {name}
          <span className="library__facts">
            {[...(kept ? [] : [messages.library.undecided]), originWords(model), formatBytes(bytes)].join(' · ')}
          </span>
        </span>
        <UseButton name={name} used={used} busy={busy} onUse={() => void use(id)} />
      </div>
      {newName !== null ? (
        <form
          className="library__rename"
          onSubmit={(event) => {
            event.preventDefault();
            void rename(id, newName.trim());
            setNewName(null);
          }}
        >
          <label className="library__new-name">
            {messages.library.newName}
            <ModelNameField value={newName} onChange={setNewName} autoFocus />
          </label>
          <div className="library__actions">
            <button type="submit" className="button button--primary" disabled={!isModelName(newName) || (busy && used)}>
              {messages.library.renameYes}
            </button>
            <button type="button" className="button button--quiet" onClick={() => setNewName(null)}>
              {messages.library.removeNo}
            </button>
          </div>
        </form>
      ) : asking ? (
        <div className="library__actions">
          <span className="library__ask">{messages.library.removeSure(name)}</span>
          <button type="button" className="button button--danger" disabled={busy && used} onClick={() => void remove(id)}>
            {messages.library.remove}
          </button>
          <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
            {messages.library.removeNo}
          </button>
        </div>
      ) : (
        <div className="library__actions">
          {!kept && (
            <button type="button" className="button" aria-label={messages.library.keepModel(name)} onClick={() => keep(id)}>
              {messages.library.keep}
            </button>
          )}
          <button type="button" className="button button--quiet" aria-label={messages.library.compareModel(name)} disabled={comparison?.kind === 'running'} onClick={() => void compare(id)}>
            {messages.library.compare}
          </button>
          {report !== null && (
            <button type="button" className="button button--quiet" aria-label={messages.library.reportOf(name)} aria-expanded={showing} onClick={() => setShowing(!showing)}>
              {messages.library.report}
            </button>
          )}
          <button type="button" className="button button--quiet" aria-label={messages.library.exportModel(name)} onClick={() => void exportModel(id)}>
            {messages.library.exportFile}
          </button>
          <button type="button" className="button button--quiet" aria-label={messages.library.renameModel(name)} disabled={busy && used} onClick={() => setNewName(name)}>
            {messages.library.rename}
          </button>
          <button type="button" className="button button--quiet" aria-label={messages.library.removeModel(name)} onClick={() => setAsking(true)}>
            {messages.library.remove}
          </button>
        </div>
      )}
      {showing && report !== null && <ReportView report={report} />}
      {comparison?.id === id && <ModelComparison model={model} comparison={comparison} />}
    </li>
  );
}
