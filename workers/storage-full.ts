/** Whether a write failed for want of room. A transaction that outgrows the quota is aborted, and some browsers name that alone. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'QuotaExceededError' || error.name === 'AbortError');
}
