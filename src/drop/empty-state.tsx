import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import './empty-state.css';
import { FilePicker } from './file-picker.tsx';
import { ConeMosaic } from './cone-mosaic.tsx';
import { LastSession } from '../projects/last-session.tsx';
import { SampleClip } from './sample-clip.tsx';

/** The page before the first file: what it does, and how to begin. */
export function EmptyState() {
  return (
    <main className="empty">
      <div className="empty__text">
        <h2 className="empty__heading">{messages.empty.heading}</h2>
        <p className="empty__lead">{messages.empty.lead}</p>
        <div className="empty__begin">
          <FilePicker large label={messages.empty.choose} />
          <SampleClip />
        </div>
        <LastSession />
        <p className="empty__or">{messages.empty.orDrop}</p>
        <p className="empty__local">
          <Icon name="lock" size={16} />
          {messages.empty.local}
        </p>
        <p className="empty__formats">{messages.empty.formats}</p>
      </div>
      <ConeMosaic />
    </main>
  );
}
