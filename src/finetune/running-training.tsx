import { messages } from '../messages.ts';
import { useTraining } from '../store/stores.tsx';
import { TrainingChart } from './training-chart.tsx';
import type { TrainingState } from './training-store.ts';

/** A training under way: how far, how long still, its curves, and the ways to stop it. */
export function RunningTraining({ training }: { readonly training: Extract<TrainingState, { kind: 'running' }> }) {
  const pause = useTraining((state) => state.pause);
  const resume = useTraining((state) => state.resume);
  const cancel = useTraining((state) => state.cancel);
  const { progress, curves, paused } = training;
  const percent = Math.floor((progress?.share ?? 0) * 100);
  const words = paused
    ? messages.training.paused
    : progress === null
      ? messages.training.starting
      : [messages.training.stages[progress.stage], messages.training.percent(percent), ...(progress.secondsLeft === null ? [] : [messages.score.timeLeft(progress.secondsLeft)])].join(', ');
  return (
    <div className="teach__form">
      <div className="teach__progress">
        <p role="status">{words}</p>
        <div className="bar" role="progressbar" aria-label={messages.training.running} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
          <div className="bar__fill" style={{ transform: `scaleX(${percent / 100})` }} />
        </div>
      </div>
      {curves.length > 0 && (
        <>
          <div className="teach__charts">
            <TrainingChart name={messages.training.losses} first={1} runs={curves.map(({ losses }) => losses)} />
            <TrainingChart name={messages.training.validation} first={0} runs={curves.map(({ validation }) => validation)} />
          </div>
          <p className="teach__soft">{messages.training.curvesHint}</p>
        </>
      )}
      <div className="teach__buttons">
        <button type="button" className="button" onClick={paused ? resume : pause}>
          {paused ? messages.training.resume : messages.training.pause}
        </button>
        <button type="button" className="button button--quiet" onClick={cancel}>
          {messages.training.cancel}
        </button>
      </div>
    </div>
  );
}
