import { useEffect, useRef, useState } from 'react';
import './rating-screen.css';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useDialog } from '../panel/use-dialog.ts';
import { useLabels } from '../store/stores.tsx';
import { usePageClips } from './clips-on-page.ts';
import type { PageClip } from './clips-on-page.ts';
import { FirstButton } from './first-button.tsx';
import { raterConsistency } from './rater-consistency.ts';
import { RatingClip } from './rating-clip.tsx';
import { ratingKey } from './rating-keys.ts';
import { breakIsDue, nextPlace } from './rating-session.ts';
import type { RatingSession, Step } from './rating-session.ts';

const STEPS: readonly Step[] = [1, 2, 3, 4, 5];

/** The rating screen over the page, while a session is open: absolute category rating as in ITU-T P.910. */
export function RatingScreen() {
  const session = useLabels(({ sessions, ratingId }) => sessions.find(({ id }) => id === ratingId) ?? null);
  const close = useLabels((labels) => labels.closeRating);
  const open = session !== null;
  const dialog = useDialog(open);

  return (
    <dialog
      ref={dialog}
      className="rating"
      aria-label={messages.rating.heading}
      onClose={() => {
        if (open) close();
      }}
    >
      {session !== null && <Rating key={session.id} session={session} close={close} />}
    </dialog>
  );
}

/** What is on the screen: words before, between and after, or a clip. */
type Scene = 'begin' | 'clip' | 'break';

interface RatingProps {
  readonly session: RatingSession;
  readonly close: () => void;
}

function Rating({ session, close }: RatingProps) {
  const undo = useLabels((labels) => labels.undo);
  const answer = useLabels((labels) => labels.answer);
  const problem = useLabels((labels) => labels.problem);
  const clips = usePageClips();
  const [scene, setScene] = useState<Scene>('begin');
  /** Places that were seen to the end, so that an undo opens rating at once. */
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const box = useRef<HTMLDivElement>(null);

  const byName = new Map(clips.map((clip) => [clip.name, clip]));
  const place = nextPlace(session, (clip) => byName.has(clip));
  const clip = place === null ? null : (byName.get(session.order[place]?.clip ?? '') ?? null);

  function give(step: Step | null): void {
    if (place === null) return;
    answer(place, step);
    if (breakIsDue({ ...session, answers: [...session.answers, { place, step }] })) setScene('break');
  }

  function takeBack(): void {
    if (session.answers.length === 0) return;
    undo();
    setScene('clip');
  }

  return (
    <div className="rating__box" ref={box}>
      <div className="rating__head">
        <div className="rating__place">
          {messages.rating.place(session.answers.length, session.order.length)}
          <progress className="rating__progress" aria-label={messages.rating.progress} value={session.answers.length} max={session.order.length} />
        </div>
        <div className="rating__tools">
          <button
            type="button"
            className="button rating__tool"
            onClick={() => {
              if (document.fullscreenElement !== null) void document.exitFullscreen();
              else void box.current?.requestFullscreen().catch(() => undefined);
            }}
          >
            <Icon name="full" size={16} />
            <span className="rating__tool-label">{messages.rating.fullScreen}</span>
          </button>
          <button type="button" className="button rating__tool" onClick={close}>
            <Icon name="close" size={16} />
            {messages.rating.close}
          </button>
        </div>
      </div>
      {problem !== null && (
        <p className="rating__problem" role="alert">
          {problem}
        </p>
      )}
      {scene === 'begin' && clip !== null ? (
        <Begin onBegin={() => setScene('clip')} />
      ) : place === null || clip === null ? (
        <Done session={session} close={close} undo={takeBack} />
      ) : scene === 'break' ? (
        <Break session={session} goOn={() => setScene('clip')} undo={takeBack} />
      ) : (
        <Showing
          key={place}
          clip={clip}
          seen={seen.has(place)}
          onSeen={() => setSeen((now) => new Set([...now, place]))}
          canUndo={session.answers.length > 0}
          give={give}
          undo={takeBack}
        />
      )}
    </div>
  );
}

function Begin({ onBegin }: { readonly onBegin: () => void }) {
  return (
    <div className="rating__words">
      <h2 className="rating__title">{messages.rating.title}</h2>
      <ul className="rating__rules">
        {messages.rating.steps.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <ol className="rating__scale" aria-hidden="true">
        {STEPS.map((step) => (
          <li key={step}>
            <kbd>{step}</kbd> {messages.rating.step[step]}
          </li>
        ))}
      </ol>
      <FirstButton onClick={onBegin}>{messages.rating.begin}</FirstButton>
      <p className="rating__keys">{messages.rating.keys}</p>
    </div>
  );
}

interface BreakProps {
  readonly session: RatingSession;
  readonly goOn: () => void;
  readonly undo: () => void;
}

function Break({ session, goOn, undo }: BreakProps) {
  return (
    <div className="rating__words">
      <h2 className="rating__title">{messages.rating.breakTitle}</h2>
      <p>{messages.rating.breakText(session.answers.length, session.order.length)}</p>
      <div className="rating__choices">
        <FirstButton onClick={goOn}>{messages.rating.goOn}</FirstButton>
        <button type="button" className="button rating__tool" onClick={undo}>
          <Icon name="undo" size={16} />
          {messages.rating.undo}
        </button>
      </div>
    </div>
  );
}

interface DoneProps {
  readonly session: RatingSession;
  readonly close: () => void;
  readonly undo: () => void;
}

function Done({ session, close, undo }: DoneProps) {
  const rated = new Set(session.answers.flatMap(({ place, step }) => (step === null ? [] : [session.order[place]?.clip]))).size;
  const left = session.order.length - session.answers.length;
  const consistency = raterConsistency([session]);
  return (
    <div className="rating__words">
      <h2 className="rating__title">{messages.rating.doneTitle}</h2>
      <p>{messages.rating.doneText(rated)}</p>
      {left > 0 && <p>{messages.rating.waits(left)}</p>}
      {consistency !== null && <p>{messages.rating.consistent(consistency.pairs, consistency.difference.toFixed(2))}</p>}
      <div className="rating__choices">
        <FirstButton onClick={close}>{messages.rating.done}</FirstButton>
        {session.answers.length > 0 && (
          <button type="button" className="button rating__tool" onClick={undo}>
            <Icon name="undo" size={16} />
            {messages.rating.undo}
          </button>
        )}
      </div>
    </div>
  );
}

interface ShowingProps {
  readonly clip: PageClip;
  readonly seen: boolean;
  readonly onSeen: () => void;
  readonly canUndo: boolean;
  readonly give: (step: Step | null) => void;
  readonly undo: () => void;
}

function Showing({ clip, seen, onSeen, canUndo, give, undo }: ShowingProps) {
  const [impossible, setImpossible] = useState(false);
  const [play] = useState(!seen);
  const open = seen && !impossible;
  const still = clip.entry.media?.still ?? clip.file.type.startsWith('image/');

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const key = ratingKey(event);
      if (key === null) return;
      event.preventDefault();
      if (key.kind === 'skip') give(null);
      else if (key.kind === 'undo') {
        if (canUndo) undo();
      } else if (open) give(key.step);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  return (
    <>
      <div className="rating__stage">
        <RatingClip file={clip.file} still={still} play={play} onEnded={onSeen} onImpossible={() => setImpossible(true)} />
      </div>
      <div className="rating__panel">
        <p className="rating__ask" role="status">
          {impossible ? messages.rating.cannotPlay : open ? messages.rating.now : messages.rating.watch}
        </p>
        <div className="rating__steps">
          {STEPS.map((step) => (
            <button key={step} type="button" className="rating__step" disabled={!open} aria-keyshortcuts={String(step)} onClick={() => give(step)}>
              <kbd>{step}</kbd>
              {messages.rating.step[step]}
            </button>
          ))}
        </div>
        <div className="rating__choices">
          <button type="button" className="button rating__tool" disabled={!canUndo} aria-keyshortcuts="u" onClick={undo}>
            <Icon name="undo" size={16} />
            {messages.rating.undo}
          </button>
          <button type="button" className="button rating__tool" aria-keyshortcuts="s" onClick={() => give(null)}>
            {messages.rating.skip}
          </button>
        </div>
      </div>
    </>
  );
}
