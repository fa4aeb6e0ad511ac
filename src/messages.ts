import type { BackendName } from '../workers/scoring-types.ts';
import type { ColourMapName } from './player/colour-maps.ts';
import type { MosWord } from './results/mos-word.ts';

const WORDS: Readonly<Record<MosWord, string>> = { bad: 'bad', poor: 'poor', fair: 'fair', good: 'good', excellent: 'excellent' };

const BACKENDS: Readonly<Record<'auto' | BackendName, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

const COLOURS: Readonly<Record<ColourMapName, string>> = { inferno: 'Inferno', viridis: 'Viridis', cividis: 'Cividis' };

function percentText(level: number): string {
  return `${Number((level * 100).toFixed(1))}%`;
}

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Every text that a person sees, in one place. */
export const messages = {
  title: 'Fovea',
  pageTitle: 'Fovea: video quality as people see it',
  words: WORDS,
  backends: BACKENDS,
  colours: COLOURS,

  header: {
    model: 'Model',
    settings: 'Settings',
    help: 'What the numbers mean',
    preparing: 'Getting ready',
    failed: 'Not ready',
    engine: (model: string, backend: BackendName) => `${model} on ${BACKENDS[backend]}`,
    openModel: (label: string) => `Model and backend: ${label}. Open the model card`,
    ownModel: 'your model',
  },

  empty: {
    heading: 'How good does it look?',
    lead: 'Drop a video. Fovea scores it from 1 to 5 the way people would, second by second, and shows where the eye goes.',
    choose: 'Choose files',
    sample: 'Try a sample clip',
    sampleName: 'sample.mp4',
    orDrop: 'Or drop files anywhere on this page.',
    local: 'Everything happens on this machine. Nothing is uploaded.',
    formats: 'MP4, MOV, MKV, WebM and TS with H.264, VP8, VP9 or AV1, HEVC where the browser has it, and PNG, JPEG and WebP pictures.',
  },

  drop: {
    release: 'Drop to score',
    hint: 'One file or many. Nothing leaves this machine.',
    input: 'Choose video or picture files to score',
  },

  files: {
    heading: 'Files',
    caption: 'All files with their scores. Select a file to see it.',
    add: 'Add files',
    cancelAll: 'Cancel all',
    clear: 'Clear',
    name: 'File',
    mos: 'MOS',
    interval: 'Interval',
    curve: 'Over time',
    duration: 'Length',
    size: 'Picture',
    codec: 'Codec',
    status: 'Status',
    actions: 'Actions',
    select: (name: string) => `Show ${name}`,
    cancel: (name: string) => `Cancel ${name}`,
    retry: (name: string) => `Score ${name} again`,
    remove: (name: string) => `Take ${name} off the list`,
    queued: 'Waiting',
    scoring: (percent: number) => `${percent}%`,
    ok: 'Scored',
    failed: 'Failed',
    partly: 'Partly scored',
    cancelled: 'Cancelled',
    still: 'Still',
    progress: (name: string) => `Progress of ${name}`,
    scoredOf: (done: number, all: number) => `${done} of ${all} done`,
    sortBy: (column: string) => `Sort by ${column}`,
  },

  score: {
    heading: 'Score',
    mosLabel: (mos: string, word: string) => `Mean opinion score ${mos} of 5, ${word}`,
    interval: (level: number, low: string, high: string) => `${percentText(level)} interval ${low}–${high}`,
    scale: (low: string, high: string) => `On the scale from 1 to 5, the interval reaches from ${low} to ${high}`,
    preparing: 'Getting the model ready',
    opening: 'Opening the file',
    scoring: 'Scoring',
    chunks: (done: number, total: number) => `${done.toLocaleString('en')} of ${plural(total, 'chunk', 'chunks')}`,
    timeLeft: (seconds: number) =>
      seconds < 1.5 ? 'almost done' : seconds < 90 ? `about ${Math.round(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`,
    estimating: 'estimating the time left',
    cancel: 'Cancel',
    again: 'Score again',
    queued: 'Waiting for its turn',
    cancelled: 'Cancelled before it was done.',
    cancelledWith: (done: number, total: number) => `Cancelled after ${done} of ${plural(total, 'chunk', 'chunks')}; no overall score was made.`,
    noScore: 'No score',
    partly: 'The part before the problem was scored.',
    worst: 'Worst moment',
    best: 'Best moment',
    moment: (from: string, to: string, mos: string, word: string) => `${from}–${to}, ${mos} ${word}`,
    dimensions: 'Why',
    notes: 'Good to know',
    facts: 'File',
    duration: 'Length',
    picture: 'Picture',
    rate: 'Frame rate',
    fps: (fps: string) => `${fps} fps`,
    codec: 'Format',
    bitRate: 'Bit rate',
    kbps: (kbps: number) => (kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbit/s` : `${Math.round(kbps)} kbit/s`),
    hdr: 'HDR',
    scoredWith: 'Scored with',
    chunkLength: (seconds: number) => `${seconds} s chunks`,
    coverageAll: 'every chunk',
    coverageSome: (count: number) => `${plural(count, 'chunk', 'chunks')} spread evenly`,
    elapsed: (seconds: string) => `in ${seconds} s`,
    stale: 'The settings or the model have changed since.',
  },

  player: {
    heading: 'Player',
    play: 'Play',
    pause: 'Pause',
    back: 'One frame back',
    forward: 'One frame forward',
    speed: 'Speed',
    mute: 'Mute',
    unmute: 'Sound on',
    fullScreen: 'Full screen',
    seek: 'Position in the video',
    keys: 'Space plays, ← → move a second, , and . a frame.',
    cannotPlay: 'This browser can score the file but not play it. The numbers, the curve and the map are all here.',
    cannotShow: 'Nothing to show: the file has no picture that this browser can open.',
    picture: (name: string) => `Picture ${name}`,
    video: (name: string) => `Video ${name}`,
    waiting: 'The map appears as soon as the first chunk is scored.',
  },

  overlay: {
    heading: 'Overlay',
    off: 'Off',
    saliency: 'Attention',
    cells: 'Contribution',
    opacity: 'Opacity',
    colours: 'Colours',
    saliencyLow: 'seldom looked at',
    saliencyHigh: 'looked at',
    cellsLow: 'adds little',
    cellsHigh: 'adds most to the score',
    canvas: 'Heatmap over the picture',
  },

  curve: {
    heading: 'Quality over time',
    slider: 'Position on the quality curve',
    at: (time: string, mos: string, word: string) => `${time}, MOS ${mos}, ${word}`,
    noScoreAt: (time: string) => `${time}, not scored`,
    mos: 'MOS per chunk',
    band: (level: number) => `${percentText(level)} interval`,
    axis: (step: number, word: string) => `${step} ${word}`,
    asTable: 'Show as a table',
    tableCaption: 'Score of each chunk',
    from: 'From',
    to: 'To',
    seekTo: (time: string) => `Go to ${time}`,
    waiting: 'The curve grows here while the file is scored.',
    still: 'A picture has one score and no curve.',
    nothing: 'No part of this file was scored.',
    dimensions: 'Also show',
  },

  exports: {
    heading: 'Export',
    scores: 'scores.csv',
    chunks: 'chunks.csv',
    json: 'scores.json',
    save: (name: string) => `Save ${name}`,
  },

  settings: {
    heading: 'Settings',
    lead: 'They take effect with the next file and are written into every export.',
    backend: 'Where the nets run',
    backendHint: 'Automatic takes the fastest one that gives the right numbers on this machine.',
    chunk: 'Chunk length',
    chunkHint: 'One score per chunk. Short chunks show brief faults, long ones are quicker.',
    seconds: (value: number) => `${value} s`,
    coverage: 'Coverage',
    all: 'Every chunk',
    some: 'A number of chunks, spread evenly',
    count: 'Number of chunks',
    now: 'Now',
    reset: 'Back to the defaults',
    again: 'Score all files again',
    close: 'Close',
  },

  model: {
    heading: 'Model card',
    version: 'Model',
    backend: 'Runs on',
    why: 'Why',
    architecture: 'Architecture',
    parameters: 'Parameters',
    size: 'Size',
    sha: 'SHA-256',
    parent: 'Tuned from',
    figures: 'How well it does',
    figuresLead: 'Measured on videos and pictures that were not used for training. The range is a 95% interval; with few items it is wide.',
    figure: 'Figure',
    data: 'On',
    value: 'Value',
    range: 'Range',
    count: 'n',
    noFigures: 'This model file carries no figures.',
    provenance: 'Where it comes from',
    limits: 'Where it fails',
    limitsList: [
      'It watches, it does not listen: sound is left out.',
      'It knows no original. Grain or blur that was meant is scored like grain or blur that was not.',
      'It learnt from camera footage and photographs. Animation, games, screen recordings and synthetic pictures are rated less reliably.',
      'HDR is scored as the browser shows it on an ordinary screen.',
      'It samples eight frames from each chunk. A fault of a frame or two between them can be missed.',
      'The interval is for one typical file. It is not a promise about an unusual one.',
    ],
    own: 'Use a model file',
    ownHint: 'A .fovea file from your disk, for instance one that was tuned with your labels.',
    shipped: 'Back to the shipped model',
    busy: 'Wait until the queue is done to change the model.',
    refused: (reason: string) => `The model was not taken: ${reason}`,
    close: 'Close',
    none: 'The model is not loaded yet.',
  },

  help: {
    heading: 'What the numbers mean',
    close: 'Close',
    sections: [
      {
        title: 'MOS, the mean opinion score',
        text: 'Show a video to many people, let each rate it from 1 to 5, take the mean: that is its MOS. Fovea predicts it. The words are those of ITU-T P.910: 1 bad, 2 poor, 3 fair, 4 good, 5 excellent. A difference of 0.1 is rarely seen; one of 0.5 usually is.',
      },
      {
        title: 'The interval',
        text: 'No prediction is exact. The true MOS of a file is expected inside the 90% interval nine times out of ten. Where the intervals of two files overlap a lot, do not call one better by the score alone.',
      },
      {
        title: 'The curve',
        text: 'Each chunk of the video, one second unless you choose otherwise, has its own score and its own interval, drawn as the band. The score of the file lies between the mean and the worst moments, because people remember those.',
      },
      {
        title: 'The attention heatmap',
        text: 'Bright is where people are likely to look. Faults there count more. It is a prediction too, not a recording of anybody’s eyes.',
      },
      {
        title: 'The contribution map',
        text: 'The score is a sum over a grid of seven by seven cells. This map shows how much each cell adds to it, so it depends on both the quality there and the attention it gets.',
      },
      {
        title: 'Is it really local?',
        text: 'Yes. The model and the code come with the page. Your files are read by the browser and go nowhere; you can disconnect and go on scoring.',
      },
    ],
  },

  live: {
    scored: (name: string, mos: string, word: string) => `${name}: ${mos}, ${word}`,
    failed: (name: string, error: string) => `${name}: ${error}`,
    progress: (name: string, percent: number) => `${name}: ${percent}%`,
    allDone: (count: number) => `${plural(count, 'file', 'files')} done`,
  },

  errors: {
    folder: 'This is a folder; open it and drop the files inside.',
    sample: 'The sample clip could not be loaded.',
    engineStopped: 'The scoring worker stopped.',
    workerStopped: 'The scoring worker stopped while working on this file; a new one was started for the others.',
    engine: (reason: string) => `Fovea cannot score at the moment. ${reason}`,
    tryAutomatic: 'Use the automatic backend',
    tryAgain: 'Try again',
    noDriverInput: 'No file was given.',
    dismiss: 'Dismiss',
    crashed: 'The page ran into a problem. Reload it; your files are where they were.',
  },
} as const;
