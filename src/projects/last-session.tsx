import { useStore } from 'zustand';
import './projects-panel.css';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';
import { formatMoment } from './project-title.ts';

/** Names shown of a session; the rest is a number. */
const NAMED = 2;

/** The way back to what was on the page last time, on the invitation. */
export function LastSession() {
  const { projects: store } = useStores();
  const last = useStore(store, ({ projects }) => projects.find(({ files }) => files.length > 0));
  if (last === undefined) return null;
  const names = last.files.slice(0, NAMED).map(({ name }) => name);
  return (
    <section className="last-session" aria-labelledby="last-session">
      <div className="last-session__what">
        <strong id="last-session">{last.name ?? messages.projects.last}</strong>
        <span>
          {messages.projects.lastFiles(names, last.files.length - names.length)} · {formatMoment(last.changedAt)}
        </span>
      </div>
      <button type="button" className="button" onClick={() => void store.getState().open(last.id)}>
        {messages.projects.goOn}
      </button>
    </section>
  );
}
