import { expect, test } from 'vitest';
import { reportHtml } from '../../../src/export/report-html.ts';
import { failed, ok } from './sample-results.ts';

const report = reportHtml(
  [
    { file: '<script>alert(1)</script>.mp4', result: ok, sizeBytes: 7_100_000, picture: { address: 'data:image/jpeg;base64,AAAA', timeS: 1.5 } },
    { file: 'bad & "ugly".mp4', result: failed, sizeBytes: null, picture: null },
  ],
  0.9,
);

test('scores, curve, worst moments, facts and the sentence of a failed file', () => {
  for (const text of ['3.40 fair', '2.90–3.90', '<svg ', '0:01–0:02, 3.3 fair', '1920 × 1080', '7.1 MB', 'fovea 0.1.0 on WebAssembly', 'HDR was shown as on an ordinary screen.', 'This is not a video, &quot;really&quot;.', 'in about 90% of cases']) {
    expect(report).toContain(text);
  }
  expect(report.match(/<section>/g)).toHaveLength(1);
});

test('names cannot become markup, and nothing is asked from elsewhere', () => {
  expect(report).not.toContain('<script');
  expect(report).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.mp4');
  expect(report).toContain('bad &amp; &quot;ugly&quot;.mp4');
  // The one address is the name of SVG itself, which no browser asks for.
  expect([...report.matchAll(/https?:\/\/[^"' ]+/g)].map(([address]) => address)).toEqual(['http://www.w3.org/2000/svg']);
  expect([...report.matchAll(/(?:src|href)="(\w+:)/g)].map(([, scheme]) => scheme)).toEqual(['data:']);
});
