import { messages } from '../messages.ts';
import type { Project } from './project-records.ts';

const WHEN = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A moment as people write it: `Nov 23, 2026, 02:13`. */
export function formatMoment(ms: number): string {
  return WHEN.format(ms);
}

/** A project's name, or when it began. */
export function projectTitle({ name, createdAt }: Project): string {
  return name ?? messages.projects.session(formatMoment(createdAt));
}
