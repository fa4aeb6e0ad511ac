import './teach-panel.css';
import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { LabelsSection } from './labels-section.tsx';
import { TrainingSection } from './training-section.tsx';

/** From disagreement to a model of one's own: labels, then training. */
export function TeachPanel() {
  return (
    <SidePanel name="teach" heading={messages.teach.heading} closeLabel={messages.teach.close} wide>
      <p className="side-panel__lead">{messages.teach.lead}</p>
      <LabelsSection />
      <TrainingSection />
    </SidePanel>
  );
}
