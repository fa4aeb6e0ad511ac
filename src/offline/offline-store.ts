import { Workbox } from 'workbox-window';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Whether a new version waits to take over. */
export interface OfflineState {
  readonly updateWaits: boolean;
  /** Lets the new version take over and loads the page anew. */
  readonly update: () => void;
  readonly later: () => void;
}

export interface OfflineStore extends StoreApi<OfflineState> {
  /** Registers the service worker. Call it when the page has loaded what it needs: keeping it all for offline use would be in the way before. */
  readonly register: () => Promise<void>;
}

/** The service worker as the page sees it; where there is none (no HTTPS, private windows, development), nothing happens. */
export function createOfflineStore(): OfflineStore {
  let workbox: Workbox | null = null;
  const store = createStore<OfflineState>()((set) => ({
    updateWaits: false,
    update: () => {
      workbox?.addEventListener('controlling', () => location.reload());
      workbox?.messageSkipWaiting();
    },
    later: () => set({ updateWaits: false }),
  }));
  return Object.assign(store, {
    register: async () => {
      if (!import.meta.env.PROD || !('serviceWorker' in navigator) || workbox !== null) return;
      workbox = new Workbox('./sw.js');
      workbox.addEventListener('waiting', () => store.setState({ updateWaits: true }));
      // Refused in private windows; the page works without.
      await workbox.register().catch(() => undefined);
    },
  });
}
