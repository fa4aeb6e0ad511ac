import { describe, expect, it } from 'vitest';
import { firstAdmitted, type KernelChoice } from '../../../models/webgpu/convolution/choose-kernels.ts';
import { kernelVariants, suits, workgroupTile, type KernelVariant } from '../../../models/webgpu/convolution/kernel-variants.ts';
import { fastestRight } from '../../../models/webgpu/convolution/layer-trial.ts';

const variants = kernelVariants({ half: true, lanes: 32 });

function named(name: string): KernelVariant {
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

describe('the fastest right way of a layer', () => {
  const stock = { variant: null, ms: [3, 2, 9], difference: 0 };

  it('is the one of the least median', () => {
    const [a, b] = [{ variant: named('tiles 32×32'), ms: [1, 8, 8], difference: 1e-6 }, { variant: named('8 lanes'), ms: [2, 2, 9], difference: 1e-6 }];
    expect(fastestRight([stock, a])).toBeNull();
    expect(fastestRight([stock, a, b])).toBe(b.variant);
  });

  it('is never one that is wrong, by more than its precision explains or by no number at all', () => {
    const ms = [1, 1, 1];
    expect(fastestRight([stock, { variant: named('tiles 32×32'), ms, difference: 5e-3 }])).toBeNull();
    expect(fastestRight([stock, { variant: named('tiles 32×32 f16 filter'), ms, difference: 5e-3 }])).toBeNull();
    expect(fastestRight([stock, { variant: named('tiles 32×32 f16'), ms, difference: NaN }])).toBeNull();
    expect(fastestRight([stock, { variant: named('tiles 32×32 f16'), ms, difference: 5e-3 }])).toBe(named('tiles 32×32 f16'));
  });

  it('is the stock way in a tie', () => {
    expect(fastestRight([stock, { variant: named('tiles 32×32'), ms: stock.ms, difference: 0 }])).toBeNull();
  });
});

describe('a choice', () => {
  it('is used only where it holds, and is given up from the most to the least', async () => {
    const all = { a: 'tiles 32×32 f16', b: 'tiles 32×32' };
    const precise = { b: 'tiles 32×32' };
    for (const [admitted, expected] of [[[all, precise], all], [[precise], precise], [[], {}]] as const) {
      let used: KernelChoice = {};
      const chosen = await firstAdmitted([all, precise], (choice) => (used = choice), () => Promise.resolve(admitted.some((choice) => choice === used)));
      expect(chosen).toEqual(expected);
      expect(used).toEqual(expected);
    }
  });
});

describe('the variants of a device', () => {
  it('are those that it has the features for', () => {
    const elements = (features: Parameters<typeof kernelVariants>[0]): string[] => [...new Set(kernelVariants(features).map(({ element }) => element))];
    expect(elements({ half: false, lanes: 0 })).toEqual(['single', 'packed']);
    expect(elements({ half: true, lanes: 0 })).toEqual(['single', 'packed', 'half']);
    const teams = [0, 2, 4, 8, 32, 64].map((lanes) => kernelVariants({ half: false, lanes }).flatMap(({ product }) => ('lanes' in product ? [product.lanes] : [])));
    expect(teams).toEqual([[], [], [4], [8], [8], [8]]);
  });

  it('have names of their own and fit into what every device has', () => {
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
    for (const variant of variants) expect(workgroupTile(variant).threads, variant.name).toBeLessThanOrEqual(256);
  });

  it('are tried where they suit', () => {
    const tried = (columns: number): string[] => kernelVariants({ half: false, lanes: 8 }).filter((variant) => suits(variant, columns)).map(({ name }) => name);
    expect(tried(1)).toEqual(['tiles 64×16', 'tiles 128×4']);
    expect(tried(24)).toEqual(['tiles 32×32', 'tiles 64×16', '8 lanes', 'tiles 32×32 f16 filter']);
    expect(tried(320)).toEqual(['tiles 32×32', 'tiles 64×64', '8 lanes', 'tiles 32×32 f16 filter']);
  });
});
