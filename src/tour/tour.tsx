import { useEffect } from 'react';
import './tour.css';
import { messages } from '../messages.ts';
import { useQueue, useView } from '../store/stores.tsx';
import { rememberTour } from './tour-memory.ts';

/** Regions of the page in the order of the tour. */
const STEPS = ['score', 'curve', 'player', 'files'] as const;

/** A few words on each region, beside it and never over it: nothing is locked, and dropping files works as ever. */
export function Tour() {
  const step = useView((view) => view.tourStep);
  const setStep = useView((view) => view.setTourStep);
  const empty = useQueue(({ entries }) => entries.length === 0);
  const region = step === null || empty ? undefined : STEPS[step];

  useEffect(() => {
    if (region === undefined) return;
    rememberTour();
    document.documentElement.dataset['tour'] = region;
    return () => {
      delete document.documentElement.dataset['tour'];
    };
  }, [region]);

  if (step === null || region === undefined) return null;
  const last = step === STEPS.length - 1;
  return (
    <aside className="tour" aria-label={messages.tour.heading}>
      <p className="tour__text" role="status">
        {messages.tour.steps[region]}
      </p>
      <div className="tour__choices">
        <span className="tour__place">{messages.tour.place(step + 1, STEPS.length)}</span>
        {!last && (
          <button type="button" className="button button--quiet" onClick={() => setStep(null)}>
            {messages.tour.skip}
          </button>
        )}
        <button type="button" className="button button--primary" onClick={() => setStep(last ? null : step + 1)}>
          {last ? messages.tour.done : messages.tour.next}
        </button>
      </div>
    </aside>
  );
}
