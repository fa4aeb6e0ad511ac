import { openDB, type IDBPDatabase } from 'idb';
import { z } from 'zod';
import { ARCHITECTURES } from '../../architecture.ts';
import type { KernelChoice } from './choose-kernels.ts';
import { KERNEL_VERSION } from './kernel-variants.ts';

const NAME = 'fovea-kernels';
const STORE = 'choices';

/** Where storage is refused, a choice lives as long as its worker. */
const held = new Map<string, KernelChoice>();

const choiceSchema = z.record(z.string(), z.string());

/** What a choice holds for: a browser with its drivers, an adapter, the nets and these kernels. Models of one architecture differ in numbers alone. */
export function choiceKey(device: GPUDevice): string {
  // Absent in older browsers, whatever the type says.
  const { vendor, architecture, device: card, description } = (device.adapterInfo as GPUAdapterInfo | undefined) ?? { vendor: '', architecture: '', device: '', description: '' };
  return [KERNEL_VERSION, ...ARCHITECTURES, vendor, architecture, card, description, navigator.userAgent].join('|');
}

async function withStore<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  const db = await openDB(NAME, 1, { upgrade: (made) => void made.createObjectStore(STORE) });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** The choice that was kept, or null. */
export async function recallChoice(key: string): Promise<KernelChoice | null> {
  const known = held.get(key);
  if (known !== undefined) return known;
  try {
    return choiceSchema.parse(await withStore((db) => db.get(STORE, key)));
  } catch {
    return null;
  }
}

/** Keeps a choice. */
export async function rememberChoice(key: string, choice: KernelChoice): Promise<void> {
  held.set(key, choice);
  await withStore((db) => db.put(STORE, choice, key)).catch(() => undefined);
}
