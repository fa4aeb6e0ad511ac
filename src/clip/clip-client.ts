import * as Comlink from 'comlink';
import type { ClipListener, ClipService } from '../../workers/clip/clip-service.ts';
import type { ClipInfo, ClipSource, FolderFile } from '../../workers/clip/clip-types.ts';
import { unlessAborted } from '../../workers/unless-aborted.ts';
import { messages } from '../messages.ts';

/** What the page knows of the CLIP worker. */
export interface ClipClient {
  /** Whether a source's files are kept in this browser. */
  kept(source: ClipSource): Promise<boolean>;
  /** @throws Error with one sentence. */
  load(source: ClipSource, listener: ClipListener): Promise<ClipInfo>;
  /** @throws Error with one sentence. */
  loadFolder(files: readonly FolderFile[], listener: ClipListener): Promise<ClipInfo>;
  /** @throws Error with one sentence. */
  texts(texts: readonly string[]): Promise<Float32Array[]>;
  /** A port to CLIP for another worker. */
  connect(): MessagePort;
  forget(): Promise<void>;
  /** Ends the worker, which frees CLIP's memory. */
  stop(): void;
}

interface LiveClip {
  readonly worker: Worker;
  readonly service: Comlink.Remote<ClipService>;
  readonly gone: AbortSignal;
}

/** Starts the CLIP worker when it is first needed. @param onGone told when it dies by itself. */
export function createClipClient(startWorker: () => Worker, onGone: () => void): ClipClient {
  let live: LiveClip | null = null;

  function clip(): LiveClip {
    if (live !== null) return live;
    const worker = startWorker();
    const ending = new AbortController();
    const made: LiveClip = { worker, service: Comlink.wrap<ClipService>(worker), gone: ending.signal };
    worker.addEventListener('error', (event) => {
      // Otherwise the console reports a failure that is handled here.
      event.preventDefault();
      if (live !== made) return;
      live = null;
      worker.terminate();
      ending.abort(new Error(messages.clip.panel.stopped));
      onGone();
    });
    live = made;
    return made;
  }

  function ask<T>(question: (service: Comlink.Remote<ClipService>) => Promise<T>): Promise<T> {
    const { service, gone } = clip();
    return unlessAborted(question(service), gone);
  }

  return {
    kept: (source) => ask((service) => service.kept(source)),
    load: (source, listener) => ask((service) => service.load(source, Comlink.proxy(listener))),
    loadFolder: (files, listener) => ask((service) => service.loadFolder(files, Comlink.proxy(listener))),
    texts: (texts) => ask((service) => service.texts(texts)),
    connect() {
      const { port1, port2 } = new MessageChannel();
      void clip().service.connect(Comlink.transfer(port1, [port1]));
      return port2;
    },
    forget: () => ask((service) => service.forget()),
    stop() {
      live?.worker.terminate();
      live = null;
    },
  };
}
