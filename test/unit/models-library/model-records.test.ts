import { describe, expect, it } from 'vitest';
import { freeName, readModels } from '../../../src/models-library/model-records.ts';
import { sampleModel } from './sample-model.ts';

describe('records of models', () => {
  it('are read back oldest first, with figures that are not defined', () => {
    const late = sampleModel({ id: 'late', addedAt: 5 });
    const early = sampleModel({ id: 'early', addedAt: 1 });
    expect(readModels([structuredClone(late), structuredClone(early)])).toEqual({ models: [early, late], unreadable: 0 });
  });

  it('that are damaged are left out and counted', () => {
    expect(readModels([{ ...sampleModel(), origin: 'found' }, 3, sampleModel()])).toEqual({ models: [sampleModel()], unreadable: 2 });
  });
});

describe('names of models', () => {
  it('get a number when they are taken', () => {
    expect(freeName('My taste', [])).toBe('My taste');
    expect(freeName('My taste', ['My taste', 'My taste 2'])).toBe('My taste 3');
  });
});
