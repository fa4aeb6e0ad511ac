import { expose, transfer } from 'comlink';
import type { ExportService } from './export-service.ts';
import { framePicture } from './frame-picture.ts';
import { mapsArchive } from './maps-archive.ts';
import { overlayVideo } from './overlay-video.ts';

let running: AbortController | null = null;

const service: ExportService = {
  frame: framePicture,

  async archive(files) {
    const { buffer } = await mapsArchive(files);
    return transfer(buffer, [buffer]);
  },

  async overlayVideo(request, onProgress) {
    const stop = new AbortController();
    running = stop;
    try {
      const video = await overlayVideo(request, onProgress, stop.signal);
      return transfer(video, [video.bytes]);
    } finally {
      running = null;
    }
  },

  cancel() {
    running?.abort();
    return Promise.resolve();
  },
};

expose(service);
