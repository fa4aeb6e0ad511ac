import { useStore } from 'zustand';
import { messages } from '../messages.ts';
import { useStores } from '../store/stores.tsx';

/** Below the header while storage does not take what should stay. */
export function ProjectAlert() {
  const { projects } = useStores();
  const problem = useStore(projects, (state) => state.problem);
  const dismiss = useStore(projects, (state) => state.dismiss);
  if (problem === null) return null;
  return (
    <div className="engine-alert" role="alert">
      <p>{problem}</p>
      <button type="button" className="button" onClick={dismiss}>
        {messages.projects.dismiss}
      </button>
    </div>
  );
}
