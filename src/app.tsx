import { useDeferredValue } from 'react';
import './app.css';
import { AffinityPanel } from './clip/affinity-panel.tsx';
import { ClipPanel } from './clip/clip-panel.tsx';
import { CompareScreen } from './compare/compare-screen.tsx';
import { QualityCurve } from './curve/quality-curve.tsx';
import { DropZone } from './drop/drop-zone.tsx';
import { EmptyState } from './drop/empty-state.tsx';
import { ExportPanel } from './export/export-panel.tsx';
import { RatingScreen } from './finetune/rating-screen.tsx';
import { TeachPanel } from './finetune/teach-panel.tsx';
import { Header } from './header/header.tsx';
import { EngineAlert } from './header/engine-alert.tsx';
import { HelpPanel } from './help/help-panel.tsx';
import { ModelPanel } from './model/model-panel.tsx';
import { Player } from './player/player.tsx';
import { UpdateNotice } from './offline/update-notice.tsx';
import { ProjectAlert } from './projects/project-alert.tsx';
import { ProjectsPanel } from './projects/projects-panel.tsx';
import { FileTable } from './files/file-table.tsx';
import { LiveRegion } from './results/live-region.tsx';
import { ScorePanel } from './results/score-panel.tsx';
import { SettingsPanel } from './settings/settings-panel.tsx';
import { Tour } from './tour/tour.tsx';
import { useRegionsInTurn } from './regions-in-turn.ts';
import { useQueue, useSelectedEntry } from './store/stores.tsx';

/** The whole page: an invitation while there is nothing, then player, score, curve and files. */
export function App() {
  const empty = useQueue(({ entries }) => entries.length === 0);
  return (
    <DropZone>
      <Header />
      <EngineAlert />
      <ProjectAlert />
      {empty ? <EmptyState /> : <Studio />}
      <ModelPanel />
      <TeachPanel />
      <RatingScreen />
      <CompareScreen />
      <ExportPanel />
      <ProjectsPanel />
      <SettingsPanel />
      <ClipPanel />
      <HelpPanel />
      <Tour />
      <UpdateNotice />
      <LiveRegion />
    </DropZone>
  );
}

function Studio() {
  const entry = useSelectedEntry();
  // Drawing the curve takes longest: it follows in a task of its own.
  const drawn = useDeferredValue(entry);
  const regions = useRegionsInTurn(3);
  return (
    <main className="studio">
      {entry !== null && (
        <>
          <Player key={`player-${entry.id}`} entry={entry} />
          <ScorePanel entry={entry} />
        </>
      )}
      {drawn !== null && regions > 2 && (
        <>
          <QualityCurve key={`curve-${drawn.id}`} entry={drawn} />
          <AffinityPanel key={`affinities-${drawn.id}`} entry={drawn} />
        </>
      )}
      {regions > 1 && <FileTable />}
    </main>
  );
}
