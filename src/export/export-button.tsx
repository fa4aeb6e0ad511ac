import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useQueue, useView } from '../store/stores.tsx';

/** Opens the exports, as soon as there is something to take away. */
export function ExportButton() {
  const openPanel = useView((view) => view.openPanel);
  const empty = useQueue(({ entries }) => !entries.some(({ status }) => status === 'ok' || status === 'failed'));
  return (
    <button type="button" className="button" disabled={empty} onClick={() => openPanel('export')}>
      <Icon name="save" size={16} />
      {messages.exports.open}
    </button>
  );
}
