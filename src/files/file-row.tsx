import { memo } from 'react';
import { formatTime } from '../format/duration.ts';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { RowActions } from './row-actions.tsx';
import { Sparkline } from './sparkline.tsx';
import type { FileMove } from './use-file-moves.ts';

interface FileRowProps {
  readonly entry: Entry;
  readonly inGroup: boolean;
  readonly selected: boolean;
  readonly index: number;
  readonly measure: ((row: HTMLElement | null) => void) | null;
  /** Whether the Tab key stops here. */
  readonly tabbable: boolean;
  readonly visit: (key: string) => void;
  /** Null where the file cannot be moved. */
  readonly move: ((entry: Entry, by: FileMove) => void) | null;
  /** Where a dragged file would come to stand. */
  readonly dropMark: 'above' | 'below' | null;
}

function showStudio(): void {
  const player = document.querySelector('.player');
  if (player !== null && player.getBoundingClientRect().bottom < innerHeight / 2) player.scrollIntoView({ block: 'center', behavior: 'smooth' });
}

/** One file: its score, its small curve, what it is, how far it is. */
export const FileRow = memo(function FileRow({ entry, inGroup, selected, index, measure, tabbable, visit, move, dropMark }: FileRowProps) {
  const select = useQueue((queue) => queue.select);
  const { media } = entry;
  const score = entry.result?.score ?? null;
  const word = score === null ? null : mosWord(score.mos);
  const length = media === null ? '' : media.still ? messages.files.still : formatTime(media.durationS);
  const size = media === null ? '' : `${media.width} × ${media.height}`;
  const key = `file ${entry.id}`;
  const classes = ['files__row', selected && 'files__row--selected', inGroup && 'files__row--in-group', dropMark !== null && `files__row--drop-${dropMark}`];
  return (
    <tr
      ref={measure}
      data-index={index}
      data-line={key}
      data-file={entry.id}
      className={classes.filter(Boolean).join(' ')}
      aria-rowindex={index + 2}
      draggable={move !== null}
      onFocus={() => visit(key)}
      onClick={(event) => {
        select(entry.id);
        visit(key);
        // A click with the mouse asks to see the file; arrow keys go through the list and stay there.
        if (event.detail > 0) showStudio();
      }}
    >
      <th scope="row" className="files__name">
        <button type="button" className="files__pick" aria-label={messages.files.select(entry.name)} aria-current={selected} title={entry.name} tabIndex={tabbable ? 0 : -1}>
          {entry.name}
        </button>
        {entry.error !== null && <span className="files__error">{entry.error}</span>}
        {media !== null && <span className="files__facts">{[length, size, media.codec].join(' · ')}</span>}
      </th>
      <td className="files__mos">
        {score === null || word === null ? (
          <span className="files__status-narrow" aria-hidden="true">
            {entry.status === 'scoring' ? messages.files.scoring(entry.percent) : messages.files[entry.status]}
          </span>
        ) : (
          <>
            <span className="files__number">{formatMosFine(score.mos)}</span> <span className={`word--${word}`}>{messages.words[word]}</span>
          </>
        )}
      </td>
      <td className="files__interval">{score !== null && `${formatMosFine(score.low)}–${formatMosFine(score.high)}`}</td>
      <td className="files__curve">
        <Sparkline chunks={entry.chunks} durationS={media?.durationS ?? 0} />
      </td>
      <td className="files__duration">{length}</td>
      <td className="files__size">{size}</td>
      <td className="files__codec">{media?.codec}</td>
      <td className="files__status">
        <Status entry={entry} />
      </td>
      <td className="files__actions">
        <RowActions entry={entry} tabbable={tabbable} move={move} />
      </td>
    </tr>
  );
});

function Status({ entry }: { readonly entry: Entry }) {
  if (entry.status === 'scoring') {
    return (
      <span className="files__progress">
        <span className="bar" aria-hidden="true">
          <span className="bar__fill" style={{ transform: `scaleX(${entry.percent / 100})` }} />
        </span>
        {messages.files.scoring(entry.percent)}
      </span>
    );
  }
  const partly = entry.status === 'failed' && entry.result?.score != null;
  return <span className={`files__state files__state--${entry.status}`}>{partly ? messages.files.partly : messages.files[entry.status]}</span>;
}
