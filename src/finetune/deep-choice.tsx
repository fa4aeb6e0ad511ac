import { useEffect, useState } from 'react';
import { adapterAbsence } from '../../models/graphics-adapter.ts';
import { messages } from '../messages.ts';

interface DeepChoiceProps {
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

/** Whether the encoder's last stage trains as well. Offered where a graphics card can do it: a program in its place would take hours. */
export function DeepChoice({ chosen, onChoose }: DeepChoiceProps) {
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    let here = true;
    void adapterAbsence().then((absence) => {
      if (here) setOffered(absence === null);
    });
    return () => {
      here = false;
    };
  }, []);
  if (!offered) return null;
  return (
    <label className="teach__choice">
      <input type="checkbox" checked={chosen} onChange={({ target }) => onChoose(target.checked)} />
      <span>
        {messages.training.deep} <span className="teach__soft">{messages.training.deepHint}</span>
      </span>
    </label>
  );
}
