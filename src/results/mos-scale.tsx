import { formatMos } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from './mos-word.ts';
import './mos-scale.css';

interface MosScaleProps {
  readonly mos: number;
  readonly low: number;
  readonly high: number;
}

function place(mos: number): string {
  return `${((mos - 1) / 4) * 100}%`;
}

/** The scale from 1 to 5 with the score and its interval on it. */
export function MosScale({ mos, low, high }: MosScaleProps) {
  const word = mosWord(mos);
  return (
    <div className={`mos-scale word--${word}`} role="img" aria-label={messages.score.scale(formatMos(low), formatMos(high))}>
      <div className="mos-scale__track">
        <div className="mos-scale__interval" style={{ left: place(low), width: `${((high - low) / 4) * 100}%` }} />
        <div className="mos-scale__mark" style={{ left: place(mos) }} />
      </div>
      <div className="mos-scale__steps">
        {[1, 2, 3, 4, 5].map((step) => (
          <span key={step} style={{ left: place(step) }}>
            {step}
          </span>
        ))}
      </div>
      <div className="mos-scale__ends">
        <span>{messages.words.bad}</span>
        <span>{messages.words.excellent}</span>
      </div>
    </div>
  );
}
