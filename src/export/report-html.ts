import { formatBytes } from '../format/bytes.ts';
import { formatTime } from '../format/duration.ts';
import { formatMos, formatMosFine } from '../format/mos.ts';
import { percentText, plural } from '../messages/figures.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import { curveSvg } from './curve-svg.ts';
import type { ExportedResult, ExportRow } from './exported-result.ts';
import { escapeMarkup } from './markup.ts';

/** A file in the report. */
export interface ReportedFile extends ExportRow {
  readonly sizeBytes: number | null;
  /** A picture of it as a data address, null where there is none. */
  readonly picture: { readonly address: string; readonly timeS: number } | null;
}

/** Worst moments named for each file. */
const WORST = 3;

// Nothing but what the file itself holds: no script, no request.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE = [
  'body{max-width:64rem;margin:2rem auto;padding:0 1.25rem;font:400 1rem/1.5 system-ui,sans-serif;color:#1b1f22;background:#fff;font-variant-numeric:tabular-nums}',
  'h1,h2{line-height:1.2;letter-spacing:-.01em}h2{overflow-wrap:anywhere;margin-top:0}p,dl{max-width:70ch}',
  'section{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid #dddad0;break-inside:avoid}',
  'table{width:100%;border-collapse:collapse;font-size:.9375rem}th,td{padding:.4rem 1rem .4rem 0;border-top:1px solid #dddad0;text-align:left;font-weight:400;vertical-align:top}',
  'thead th,.soft,dt,figcaption{color:#565b5e;font-size:.875rem}td:first-child,tbody th{overflow-wrap:anywhere}.error{color:#a8321f}',
  '.mos{font-size:2.5rem;font-weight:700;line-height:1}svg,img{max-width:100%;height:auto}figure{margin:1rem 0}img{max-height:24rem;border-radius:6px}',
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dd{margin:0}.scroll{overflow-x:auto}',
].join('');

function scoreText({ score }: ExportedResult): string {
  return score === null ? '' : `${formatMosFine(score.mos)} ${messages.words[mosWord(score.mos)]}`;
}

function intervalText({ score }: ExportedResult): string {
  return score === null ? '' : `${formatMosFine(score.low)}–${formatMosFine(score.high)}`;
}

function tableRow({ file, result }: ReportedFile): string {
  const { media, error } = result;
  const cells = [scoreText(result), intervalText(result), media === null || media.still ? '' : formatTime(media.durationS), media === null ? '' : `${media.width} × ${media.height}`, media?.codec ?? ''];
  return `<tr><th scope="row">${escapeMarkup(file)}${error === null ? '' : `<br><span class="error">${escapeMarkup(error)}</span>`}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
}

function facts({ result, sizeBytes }: ReportedFile): readonly (readonly [string, string])[] {
  const { media, model, backend, settings } = result;
  const { chunkSeconds, coverage } = settings;
  return [
    ...(media === null
      ? []
      : ([
          [messages.score.picture, `${media.width} × ${media.height}${media.hdr ? ` ${messages.score.hdr}` : ''}`],
          ...(media.fps > 0 ? [[messages.score.rate, messages.score.fps(String(Number(media.fps.toFixed(2))))] as const] : []),
          [messages.score.codec, media.container === media.codec ? media.codec : `${media.codec} in ${media.container}`],
          [messages.score.bitRate, [...(media.kbps > 0 ? [messages.score.kbps(media.kbps)] : []), ...(sizeBytes === null ? [] : [formatBytes(sizeBytes)])].join(', ')],
        ] as const)),
    ...(model === null || backend === null
      ? []
      : [[messages.score.scoredWith, [messages.header.engine(model, backend), messages.score.chunkLength(chunkSeconds), coverage === 'all' ? messages.score.coverageAll : messages.score.coverageSome(coverage)].join(' · ')] as const]),
  ];
}

function fileSection(reported: ReportedFile): string {
  const { file, result, picture } = reported;
  const { score, media, chunks, notes } = result;
  if (score === null || media === null) return '';
  const worst = media.still ? [] : [...chunks].sort((a, b) => a.mos - b.mos).slice(0, WORST);
  const caption = picture === null ? '' : media.still ? messages.exports.reportStill(file) : messages.exports.reportPicture(file, formatTime(picture.timeS, true));
  const list = (heading: string, items: readonly string[]): string => (items.length === 0 ? '' : `<p class="soft">${escapeMarkup(heading)}</p><ul>${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`);
  return [
    '<section>',
    `<h2>${escapeMarkup(file)}</h2>`,
    `<p><span class="mos">${formatMos(score.mos)}</span> ${escapeMarkup(messages.words[mosWord(score.mos)])} <span class="soft">${formatMos(score.low)}–${formatMos(score.high)}</span></p>`,
    picture === null ? '' : `<figure><img src="${escapeMarkup(picture.address)}" alt="${escapeMarkup(caption)}"><figcaption>${escapeMarkup(caption)}</figcaption></figure>`,
    media.still || chunks.length === 0 ? '' : `<figure>${curveSvg({ name: file, chunks, durationS: media.durationS })}</figure>`,
    list(messages.exports.reportWorst, worst.map(({ startS, endS, mos }) => messages.score.moment(formatTime(startS), formatTime(endS), formatMos(mos), messages.words[mosWord(mos)]))),
    list(messages.exports.reportNotes, notes),
    `<dl>${facts(reported).map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`).join('')}</dl>`,
    '</section>',
  ].join('');
}

/**
 * The results as one HTML file that needs nothing else: drawings inline, pictures as data, no script, every name escaped.
 * @param level of the intervals, 0–1.
 */
export function reportHtml(files: readonly ReportedFile[], level: number): string {
  const model = [...new Set(files.flatMap(({ result }) => (result.model === null ? [] : [result.model])))].join(', ');
  const header = [messages.exports.reportFile, messages.files.mos, messages.files.interval, messages.files.duration, messages.files.size, messages.files.codec];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(messages.exports.reportTitle)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escapeMarkup(messages.exports.reportTitle)}</h1>`,
    `<p>${escapeMarkup(messages.exports.reportLead(plural(files.length, 'file', 'files'), model))} ${escapeMarkup(messages.exports.reportInterval(percentText(level)))}</p>`,
    `<div class="scroll"><table><thead><tr>${header.map((name) => `<th scope="col">${escapeMarkup(name)}</th>`).join('')}</tr></thead><tbody>${files.map(tableRow).join('')}</tbody></table></div>`,
    ...files.map(fileSection),
    '</body></html>\n',
  ].join('');
}
