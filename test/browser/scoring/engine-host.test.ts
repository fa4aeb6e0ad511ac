import { expect, it } from 'vitest';
import { dropBackend, startEngine } from '../../../models/backend.ts';
import { memory } from '../../../models/tensors.ts';
import { shippedModel } from '../models/parity-fixture.ts';

it('a backend that was thrown away comes back fresh, and right', async () => {
  const file = await shippedModel();
  for (const backend of ['wasm', 'wasm', 'cpu', 'wasm'] as const) {
    const engine = await startEngine(file, 'auto', [backend]);
    expect(engine.backend).toBe(backend);
    engine.model.dispose();
    dropBackend(backend);
  }
  expect(memory().numTensors).toBe(0);
});
