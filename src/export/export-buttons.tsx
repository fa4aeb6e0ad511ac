import { withClipColumns } from '../clip/clip-columns.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { exportRows } from '../store/entry.ts';
import { useQueue, useStores } from '../store/stores.tsx';
import { chunksCsv } from './chunks-csv.ts';
import { saveFile } from './save-file.ts';
import { scoresCsv } from './scores-csv.ts';
import { scoresJson } from './scores-json.ts';

const KINDS = [
  { name: messages.exports.scores, text: scoresCsv, type: 'text/csv' },
  { name: messages.exports.chunks, text: chunksCsv, type: 'text/csv' },
  { name: messages.exports.json, text: scoresJson, type: 'application/json' },
] as const;

/** Saves what was scored, in the same files as the command line writes. */
export function ExportButtons() {
  const { queue, clip } = useStores();
  const empty = useQueue(({ entries }) => !entries.some(({ status }) => status === 'ok' || status === 'failed'));
  return (
    <div className="export-buttons" role="group" aria-label={messages.exports.heading}>
      {KINDS.map(({ name, text, type }) => (
        <button
          key={name}
          type="button"
          className="button"
          disabled={empty}
          aria-label={messages.exports.save(name)}
          onClick={() => {
            const { entries, settings } = queue.getState();
            const { status, pairs, texts } = clip.getState();
            const rows = withClipColumns(exportRows(entries, settings), status.kind === 'on' ? status.info.id : null, pairs, texts);
            saveFile(name, text(rows), type);
          }}
        >
          <Icon name="save" size={16} />
          {name}
        </button>
      ))}
    </div>
  );
}
