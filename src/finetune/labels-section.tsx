import { useMemo } from 'react';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useLabels, useQueue } from '../store/stores.tsx';
import { doubleNames, usePageClips } from './clips-on-page.ts';
import { CsvImport } from './csv-import.tsx';
import { clipLabels } from './label-book.ts';
import { LabelSources } from './label-sources.tsx';
import { LabelTable } from './label-table.tsx';
import { RatingStart } from './rating-start.tsx';

/** Getting labels, and the labels there are. */
export function LabelsSection() {
  const sessions = useLabels((labels) => labels.sessions);
  const imports = useLabels((labels) => labels.imports);
  const problem = useLabels((labels) => labels.problem);
  const entries = useQueue((queue) => queue.entries);
  const clips = usePageClips();
  const double = useMemo(() => doubleNames(entries), [entries]);
  const labels = useMemo(() => clipLabels(sessions, imports, clips.map(({ name }) => name)), [sessions, imports, clips]);
  return (
    <section className="side-panel__section" aria-labelledby="labels-heading">
      <h3 id="labels-heading">{messages.labels.heading}</h3>
      {problem !== null && (
        <p className="teach__problem" role="alert">
          <Icon name="warning" size={16} />
          {problem}
        </p>
      )}
      {double.length > 0 && <p className="teach__soft teach__double">{messages.labels.double(double)}</p>}
      <div className="teach__ways">
        <RatingStart />
        <CsvImport />
      </div>
      {labels.length === 0 ? (
        <p className="teach__soft teach__none">{messages.labels.none}</p>
      ) : (
        <>
          <LabelSources />
          <LabelTable labels={labels} />
        </>
      )}
    </section>
  );
}
