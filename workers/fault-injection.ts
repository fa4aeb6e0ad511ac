import { z } from 'zod';

/**
 * The one seam through which tests bring about faults that no browser command can: a message on this channel from a script of the same origin.
 * The page itself never sends one. Each fault happens once.
 */
export const FAULT_CHANNEL = 'fovea-faults';

const requestSchema = z.object({
  fault: z.enum(['worker-crash', 'out-of-memory', 'device-lost', 'decoder-stall']),
  /** Index of the chunk at which it happens, or the first one after it. */
  atChunk: z.number().int().nonnegative(),
});

export type FaultRequest = z.infer<typeof requestSchema>;
export type Fault = FaultRequest['fault'];

const pending = new Map<Fault, number>();

new BroadcastChannel(FAULT_CHANNEL).addEventListener('message', ({ data }) => {
  const request = requestSchema.safeParse(data);
  if (request.success) pending.set(request.data.fault, request.data.atChunk);
});

/** Whether a test has asked for this fault at this chunk; says so once. */
export function faultDue(fault: Fault, chunk: number): boolean {
  const at = pending.get(fault);
  if (at === undefined || chunk < at) return false;
  pending.delete(fault);
  return true;
}
