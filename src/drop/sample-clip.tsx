import { useState } from 'react';
import { messages } from '../messages.ts';
import { useView } from '../store/stores.tsx';
import { tourWasSeen } from '../tour/tour-memory.ts';
import { useTakeFiles } from './take-files.ts';

/** Scores the clip that comes with the page, for those who have none at hand. */
export function SampleClip() {
  const take = useTakeFiles();
  const setTourStep = useView((view) => view.setTourStep);
  const [failed, setFailed] = useState(false);

  async function load(): Promise<void> {
    const response = await fetch('./sample.mp4');
    if (!response.ok) throw new Error(messages.errors.sample);
    take([{ kind: 'file', file: new File([await response.blob()], messages.empty.sampleName, { type: 'video/mp4' }) }]);
    if (!tourWasSeen()) setTourStep(0);
  }

  return (
    <>
      <button
        type="button"
        className="button button--large"
        onClick={() => {
          load().catch(() => setFailed(true));
        }}
      >
        {messages.empty.sample}
      </button>
      {failed && <span role="alert">{messages.errors.sample}</span>}
    </>
  );
}
