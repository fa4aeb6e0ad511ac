import { messages } from '../messages.ts';
import { SidePanel } from '../panel/side-panel.tsx';

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
    </SidePanel>
  );
}
