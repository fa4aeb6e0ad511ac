import { useStore } from 'zustand';
import './update-notice.css';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';

/** Says that a new version waits, at the foot of the page. */
export function UpdateNotice() {
  const { offline } = useStores();
  const { updateWaits, update, later } = useStore(offline);
  return (
    <div className="update-notice" role="status" hidden={!updateWaits}>
      {updateWaits && (
        <>
          <p>{messages.offline.update}</p>
          <button type="button" className="button button--primary" onClick={update}>
            {messages.offline.use}
          </button>
          <button type="button" className="button button--quiet" onClick={later}>
            {messages.offline.later}
          </button>
        </>
      )}
    </div>
  );
}
