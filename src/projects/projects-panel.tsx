import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import './projects-panel.css';
import { FileButton } from '../drop/file-button.tsx';
import { formatBytes } from '../format/bytes.ts';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { isFinished } from '../store/entry.ts';
import { useQueue, useStores, useView } from '../store/stores.tsx';
import { PROJECT_EXTENSION } from './project-file.ts';
import type { Project } from './project-records.ts';
import type { ProjectState } from './project-store.ts';
import { formatMoment, projectTitle } from './project-title.ts';

function useProjects<T>(select: (state: ProjectState) => T): T {
  return useStore(useStores().projects, select);
}

/** Everything that stays between visits: named, reopened, taken away, deleted. */
export function ProjectsPanel() {
  return (
    <SidePanel name="projects" heading={messages.projects.heading} closeLabel={messages.projects.close}>
      <Projects />
    </SidePanel>
  );
}

function Projects() {
  const projects = useProjects((state) => state.projects);
  const currentId = useProjects((state) => state.currentId);
  const problem = useProjects((state) => state.problem);
  const imported = useProjects((state) => state.imported);
  const importProject = useProjects((state) => state.importProject);
  const busy = useQueue(({ entries }) => entries.some((entry) => !isFinished(entry)));
  const current = projects.find(({ id }) => id === currentId);
  const others = projects.filter(({ id }) => id !== currentId);
  return (
    <>
      <p className="side-panel__lead">{messages.projects.lead}</p>
      {problem !== null && (
        <p className="projects__problem" role="alert">
          {problem}
        </p>
      )}
      <section className="side-panel__section">
        <h3>{messages.projects.current}</h3>
        {current === undefined ? <p className="side-panel__lead">{messages.projects.nothing}</p> : <Current key={current.id} project={current} />}
      </section>
      <section className="side-panel__section">
        <h3>{messages.projects.others}</h3>
        {others.length === 0 && <p className="side-panel__lead">{messages.projects.none}</p>}
        {others.length > 0 && busy && <p className="side-panel__lead">{messages.projects.busy}</p>}
        <ul className="projects">
          {others.map((project) => (
            <Kept key={project.id} project={project} busy={busy} />
          ))}
        </ul>
        <p role="status">{imported}</p>
        <FileButton inputLabel={messages.projects.importInput} inputClass="project-input" accept={PROJECT_EXTENSION} onFiles={([file]) => file !== undefined && void importProject(file)}>
          {messages.projects.importFile}
        </FileButton>
        <Usage />
      </section>
    </>
  );
}

function Current({ project }: { readonly project: Project }) {
  const rename = useProjects((state) => state.rename);
  const exportProject = useProjects((state) => state.exportProject);
  const [name, setName] = useState(project.name ?? '');
  return (
    <form
      className="projects__current"
      onSubmit={(event) => {
        event.preventDefault();
        rename(project.id, name);
      }}
    >
      <label className="projects__name">
        {messages.projects.name}
        <input className="field" type="text" maxLength={80} value={name} placeholder={projectTitle({ ...project, name: null })} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="projects__actions">
        <button type="submit" className="button" disabled={name.trim() === (project.name ?? '')}>
          {messages.projects.save}
        </button>
        <button type="button" className="button" aria-label={messages.projects.exportProject(projectTitle(project))} onClick={() => void exportProject(project.id)}>
          {messages.projects.exportShort}
        </button>
      </div>
    </form>
  );
}

function Kept({ project, busy }: { readonly project: Project; readonly busy: boolean }) {
  const open = useProjects((state) => state.open);
  const remove = useProjects((state) => state.remove);
  const exportProject = useProjects((state) => state.exportProject);
  const openPanel = useView((view) => view.openPanel);
  const [asking, setAsking] = useState(false);
  const title = projectTitle(project);
  return (
    <li className="projects__kept">
      <div className="projects__what">
        <strong>{title}</strong>
        <span>{messages.projects.summary(project.files.length, formatMoment(project.changedAt))}</span>
      </div>
      {asking ? (
        <div className="projects__actions" role="group" aria-label={messages.projects.removeSure(title)}>
          <span>{messages.projects.removeSure(title)}</span>
          <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
            {messages.projects.removeNo}
          </button>
          <button type="button" className="button projects__delete" onClick={() => remove(project.id)}>
            {messages.projects.removeShort}
          </button>
        </div>
      ) : (
        <div className="projects__actions">
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label={messages.projects.openProject(title)}
            onClick={() => {
              openPanel(null);
              void open(project.id);
            }}
          >
            {messages.projects.openShort}
          </button>
          <button type="button" className="button button--quiet" aria-label={messages.projects.exportProject(title)} onClick={() => void exportProject(project.id)}>
            {messages.projects.exportShort}
          </button>
          <button type="button" className="button button--quiet" aria-label={messages.projects.remove(title)} onClick={() => setAsking(true)}>
            {messages.projects.removeShort}
          </button>
        </div>
      )}
    </li>
  );
}

/** How much the browser keeps for this page, models and features included. */
function Usage() {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    let here = true;
    navigator.storage.estimate().then(
      ({ usage }) => {
        if (here && usage !== undefined) setBytes(usage);
      },
      // Private windows may refuse; the figure is only for information.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return bytes === null ? null : <p className="projects__usage">{messages.projects.used(formatBytes(bytes))}</p>;
}
