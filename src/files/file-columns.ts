import { messages } from '../messages.ts';
import type { SortColumn } from './file-order.ts';

/** A column of the table of files. */
export interface FileColumn {
  readonly id: string;
  readonly label: string;
  readonly sort: SortColumn | null;
}

export const FILE_COLUMNS: readonly FileColumn[] = [
  { id: 'name', label: messages.files.name, sort: 'name' },
  { id: 'mos', label: messages.files.mos, sort: 'mos' },
  { id: 'interval', label: messages.files.interval, sort: null },
  { id: 'curve', label: messages.files.curve, sort: null },
  { id: 'duration', label: messages.files.duration, sort: 'duration' },
  { id: 'size', label: messages.files.size, sort: 'size' },
  { id: 'codec', label: messages.files.codec, sort: 'codec' },
  { id: 'status', label: messages.files.status, sort: 'status' },
];
