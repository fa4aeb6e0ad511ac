import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { useQueue, useView } from '../store/stores.tsx';

/** What the numbers, the curve and the maps mean. */
export function HelpPanel() {
  return (
    <SidePanel name="help" heading={messages.help.heading} closeLabel={messages.help.close}>
      {messages.help.sections.map(({ title, text }) => (
        <section key={title} className="side-panel__section">
          <h3>{title}</h3>
          <p className="side-panel__lead">{text}</p>
        </section>
      ))}
      <TourAgain />
    </SidePanel>
  );
}

function TourAgain() {
  const empty = useQueue(({ entries }) => entries.length === 0);
  const setTourStep = useView((view) => view.setTourStep);
  const openPanel = useView((view) => view.openPanel);
  if (empty) return null;
  return (
    <p className="side-panel__section">
      <button
        type="button"
        className="button"
        onClick={() => {
          openPanel(null);
          setTourStep(0);
        }}
      >
        {messages.tour.again}
      </button>
    </p>
  );
}
