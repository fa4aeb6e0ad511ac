import { useEffect } from 'react';
import './clip-panel.css';
import { CLIP_MODEL } from '../../workers/clip/clip-plan.ts';
import { formatBytes } from '../format/bytes.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { isFinished } from '../store/entry.ts';
import { useClip, useQueue, useStores } from '../store/stores.tsx';
import { FolderButton } from './folder-button.tsx';
import { PromptEditor } from './prompt-editor.tsx';

/** Where CLIP is asked for, turned on and off, and where the prompts are written. */
export function ClipPanel() {
  return (
    <SidePanel name="clip" heading={messages.clip.panel.heading} closeLabel={messages.clip.panel.close} wide>
      <ClipSection />
      <PromptEditor />
    </SidePanel>
  );
}

function ClipSection() {
  const status = useClip((clip) => clip.status);
  const error = useClip((clip) => clip.error);
  const { panel } = messages.clip;
  return (
    <section className="side-panel__section clip-panel">
      <p className="side-panel__lead">{panel.lead}</p>
      {error !== null && (
        <p className="notice-danger" role="alert">
          <Icon name="warning" />
          {panel.failed(error)}
        </p>
      )}
      {status.kind === 'off' && <Consent />}
      {status.kind === 'loading' && <Loading />}
      {status.kind === 'on' && <Running />}
    </section>
  );
}

/** What would be loaded, from where, and how much it is, before anything is. */
function Consent() {
  const offer = useClip((clip) => clip.offer);
  const look = useClip((clip) => clip.look);
  const turnOn = useClip((clip) => clip.turnOn);
  const { panel } = messages.clip;
  useEffect(() => {
    void look();
  }, [look]);
  if (offer === null) return null;
  const { plan, kept } = offer;
  return (
    <div className="clip-panel__consent">
      <h3>{panel.consentHeading}</h3>
      <p>{panel.consent(CLIP_MODEL, formatBytes(plan.bytes), panel.devices[plan.device])}</p>
      <p>{panel.kept}</p>
      <div className="clip-panel__buttons">
        <button type="button" className="button button--primary" onClick={() => void turnOn('hub')}>
          {kept.hub ? panel.hubKept : panel.hub}
        </button>
        {kept.folder && (
          <button type="button" className="button" onClick={() => void turnOn('folder')}>
            {panel.folderKept}
          </button>
        )}
        <FolderButton />
      </div>
      <p className="panel__lead">{panel.folderHint}</p>
    </div>
  );
}

function Loading() {
  const status = useClip((clip) => clip.status);
  const { panel } = messages.clip;
  const progress = status.kind === 'loading' ? status.progress : null;
  const share = progress === null || progress.total === 0 ? 0 : progress.loaded / progress.total;
  const done = progress !== null && progress.loaded >= progress.total;
  return (
    <div className="clip-panel__loading">
      <p role="status">{progress === null || done ? panel.starting : panel.loading(formatBytes(progress.loaded), formatBytes(progress.total))}</p>
      <div className="bar" role="progressbar" aria-label={panel.starting} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.floor(share * 100)}>
        <div className="bar__fill" style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}

function Running() {
  const { queue } = useStores();
  const status = useClip((clip) => clip.status);
  const turnOff = useClip((clip) => clip.turnOff);
  const forget = useClip((clip) => clip.forget);
  const { panel } = messages.clip;
  const info = status.kind === 'on' ? status.info : null;
  const without = useQueue(({ entries }) => entries.filter((entry) => entry.file !== null && isFinished(entry) && entry.result?.clip !== info?.id).length);
  if (info === null) return null;
  return (
    <div className="clip-panel__consent">
      <p role="status">{panel.on(info.id, panel.devices[info.device])}</p>
      <div className="clip-panel__buttons">
        {without > 0 && (
          <button
            type="button"
            className="button button--primary"
            onClick={() => {
              const { entries, retry } = queue.getState();
              for (const entry of entries) if (entry.result?.clip !== info.id) retry(entry.id);
            }}
          >
            {panel.againAll(without)}
          </button>
        )}
        <button type="button" className="button" onClick={turnOff}>
          {panel.turnOff}
        </button>
        <button type="button" className="button button--quiet" onClick={() => void forget()}>
          {panel.forget}
        </button>
      </div>
    </div>
  );
}
