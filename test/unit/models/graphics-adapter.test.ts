import { afterEach, describe, expect, it, vi } from 'vitest';
import { adapterAbsence, isSoftwareRenderer } from '../../../models/graphics-adapter.ts';

afterEach(() => vi.unstubAllGlobals());

function withAdapter(adapter: unknown): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
}

const info = (vendor: string, architecture: string, isFallbackAdapter = false) => ({ info: { vendor, architecture, description: '', isFallbackAdapter } });

describe('the graphics adapter', () => {
  it('is a program where it says so, by name or by flag', async () => {
    expect(['Google SwiftShader', 'llvmpipe (LLVM 15)', 'Microsoft Basic Render Driver'].every(isSoftwareRenderer)).toBe(true);
    expect(['Apple M2', 'NVIDIA GeForce RTX 3060', 'Intel Iris Xe', 'Mali-G78'].some(isSoftwareRenderer)).toBe(false);
    withAdapter(info('google', 'swiftshader'));
    expect(await adapterAbsence()).toContain('in software');
    withAdapter(info('someone', 'new', true));
    expect(await adapterAbsence()).toContain('in software');
    withAdapter(info('nvidia', 'ampere'));
    expect(await adapterAbsence()).toBeNull();
  });

  it('may be missing', async () => {
    vi.stubGlobal('navigator', {});
    expect(await adapterAbsence()).toBe('this browser has no WebGPU');
    withAdapter(null);
    expect(await adapterAbsence()).toBe('WebGPU finds no graphics adapter');
  });
});
