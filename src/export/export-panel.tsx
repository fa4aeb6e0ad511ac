import { useStore } from 'zustand';
import './export-panel.css';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { useQueue, useSelectedEntry, useStores } from '../store/stores.tsx';
import type { ExportKind } from './export-store.ts';
import { needsFile } from './export-store.ts';

const ALL: readonly ExportKind[] = ['scores', 'chunks', 'json', 'report', 'maps'];
const ONE: readonly ExportKind[] = ['curve', 'frame', 'video'];

const HINTS = {
  scores: messages.exports.scoresHint, chunks: messages.exports.chunksHint, json: messages.exports.jsonHint, report: messages.exports.reportHint,
  maps: messages.exports.mapsHint, curve: messages.exports.curveHint, frame: messages.exports.frameHint, video: messages.exports.videoHint,
} as const;

/** Everything that can be taken away, of all files and of the one shown. */
export function ExportPanel() {
  const entry = useSelectedEntry();
  const any = useQueue(({ entries }) => entries.some(({ status }) => status === 'ok' || status === 'failed'));
  const chunks = entry?.chunks.length ?? 0;
  const still = entry?.media?.still === true;
  const gone = entry !== null && entry.file === null && chunks > 0;
  return (
    <SidePanel name="export" heading={messages.exports.heading} closeLabel={messages.exports.close}>
      <State />
      <section className="side-panel__section">
        <h3>{messages.exports.allFiles}</h3>
        <p className="side-panel__lead">{messages.exports.allLead}</p>
        <ul className="exports">
          {ALL.map((kind) => (
            <Choice key={kind} kind={kind} possible={any} />
          ))}
        </ul>
      </section>
      <section className="side-panel__section">
        <h3>
          {messages.exports.oneFile}
          {entry !== null && <span className="exports__file">{entry.name}</span>}
        </h3>
        {gone && <p className="side-panel__lead">{messages.exports.noFile}</p>}
        <ul className="exports">
          {ONE.filter((kind) => !still || kind === 'frame').map((kind) => (
            <Choice key={kind} kind={kind} possible={chunks > 0 && !(gone && needsFile(kind))} />
          ))}
        </ul>
      </section>
    </SidePanel>
  );
}

/** What is being made, or what became of it. */
function State() {
  const { exports } = useStores();
  const { making, percent, done, problem, cancel } = useStore(exports);
  const name = making === null ? '' : messages.exports[making];
  return (
    <div className="exports__state">
      <p role="status">
        {making === null ? done !== null && messages.exports.done(done) : making === 'video' ? messages.exports.encoding(percent - (percent % 5)) : messages.exports.making(name)}
      </p>
      {making === 'video' && (
        <div className="exports__progress">
          <span className="bar" aria-hidden="true">
            <span className="bar__fill" style={{ transform: `scaleX(${percent / 100})` }} />
          </span>
          <button type="button" className="button" onClick={cancel}>
            {messages.exports.cancel}
          </button>
        </div>
      )}
      {problem !== null && (
        <p className="exports__problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Choice({ kind, possible }: { readonly kind: ExportKind; readonly possible: boolean }) {
  const { exports } = useStores();
  const making = useStore(exports, (state) => state.making);
  const name = messages.exports[kind];
  return (
    <li>
      <button
        type="button"
        className="button exports__choice"
        disabled={!possible || making !== null}
        aria-label={kind === 'video' ? messages.exports.saveVideo : messages.exports.save(name)}
        onClick={() => void exports.getState().save(kind)}
      >
        <Icon name="save" size={16} />
        {name}
      </button>
      <span className="exports__hint">{HINTS[kind]}</span>
    </li>
  );
}
