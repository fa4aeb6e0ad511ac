import { pageDatabase } from '../store/page-database.ts';
import { readProjectFile, readProjects } from './project-records.ts';
import type { Project, ProjectFile } from './project-records.ts';

/** Projects between visits. */
export interface ProjectStorage {
  /** @throws DOMException where the browser refuses storage. */
  load(): Promise<{ readonly projects: readonly Project[]; readonly unreadable: number }>;
  /** Keeps a project with one of its files, both or neither. @throws DOMException when it does not fit. */
  keepFile(project: Project, file: ProjectFile): Promise<void>;
  /** Keeps a project with all its files, everything or nothing. @throws DOMException when it does not fit. */
  add(project: Project, files: readonly ProjectFile[]): Promise<void>;
  /** Keeps a change to what is known of a project. @throws DOMException when it does not fit. */
  update(project: Project): Promise<void>;
  /** Keeps a project and forgets one of its files. */
  removeFile(project: Project, key: string): Promise<void>;
  /** The files of a project in order, and how many of them could not be read. */
  files(project: Project): Promise<{ readonly files: readonly ProjectFile[]; readonly unreadable: number }>;
  remove(project: Project): Promise<void>;
}

/** Projects in IndexedDB. */
export const projectStorage: ProjectStorage = {
  async load() {
    return readProjects(await (await pageDatabase()).getAll('projects'));
  },

  keepFile: (project, file) => projectStorage.add(project, [file]),

  async add(project, files) {
    const transaction = (await pageDatabase()).transaction(['projects', 'projectFiles'], 'readwrite');
    const kept = transaction.objectStore('projectFiles');
    await Promise.all([...files.map((file) => kept.put(file, file.key)), transaction.objectStore('projects').put(project, project.id), transaction.done]);
  },

  async update(project) {
    await (await pageDatabase()).put('projects', project, project.id);
  },

  async removeFile(project, key) {
    const transaction = (await pageDatabase()).transaction(['projects', 'projectFiles'], 'readwrite');
    await Promise.all([transaction.objectStore('projectFiles').delete(key), transaction.objectStore('projects').put(project, project.id), transaction.done]);
  },

  async files({ files }) {
    const kept = (await pageDatabase()).transaction('projectFiles').store;
    const whole: ProjectFile[] = [];
    // One after the other: what comes out of storage is checked in the task that brings it, and all at once would hold the page up.
    for (const { key } of files) {
      const file = readProjectFile(await kept.get(key));
      if (file !== null) whole.push(file);
    }
    return { files: whole, unreadable: files.length - whole.length };
  },

  async remove({ id, files }) {
    const transaction = (await pageDatabase()).transaction(['projects', 'projectFiles'], 'readwrite');
    const kept = transaction.objectStore('projectFiles');
    await Promise.all([...files.map(({ key }) => kept.delete(key)), transaction.objectStore('projects').delete(id), transaction.done]);
  },
};
