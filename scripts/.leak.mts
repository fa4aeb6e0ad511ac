import { spawn } from 'node:child_process';
import { mkdtemp, cp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
const root = '/work/wt/reliability';
const require = createRequire(root + '/package.json');
const { chromium } = require('playwright-core');
const { serve } = await import(root + '/cli/serve.ts');
const { BROWSER_ARGS } = await import(root + '/cli/page-session.ts');
const { chromiumPath } = await import(root + '/scripts/chromium.ts');
const { mediaPath } = await import(root + '/test/fixtures/media-path.ts');
const driverOnly = process.argv[2] === 'driver';
const many = Number(process.argv[3] ?? 200);
const names = (process.argv[4] ?? 'tiny.mp4').split(',');
const snaps = process.argv[5] === 'snap';
const port = 9400 + Math.floor(Math.random() * 500);
const server = await serve(process.env.BUILD ?? undefined);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...BROWSER_ARGS, `--remote-debugging-port=${port}`], headless: true });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(0);
await page.goto(server.url + (driverOnly ? '?driver=1' : ''));
await page.evaluate(() => window.foveaDriver.prepare('wasm'));
await page.evaluate(() => { if (document.getElementById('driver-files') === null) { const input = document.createElement('input'); Object.assign(input, { id: 'driver-files', type: 'file', multiple: true, hidden: true }); document.body.append(input); } });
// raw CDP
const ver = await (await fetch(`http://127.0.0.1:${port}/json/version`)).json();
const ws = new WebSocket(ver.webSocketDebuggerUrl);
await new Promise((r) => ws.addEventListener('open', r));
let seq = 0; const pend = new Map(); const listeners = [];
ws.addEventListener('message', ({ data }) => { const m = JSON.parse(data); if (m.id) { const p = pend.get(m.id); pend.delete(m.id); m.error ? p.reject(new Error(JSON.stringify(m.error))) : p.resolve(m.result); } else for (const l of listeners) l(m); });
const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => { seq += 1; pend.set(seq, { resolve, reject }); ws.send(JSON.stringify({ id: seq, method, params, sessionId })); });
const sessions = [];
listeners.push((m) => { if (m.method === 'Target.attachedToTarget') { sessions.push({ id: m.params.sessionId, info: m.params.targetInfo }); void send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, m.params.sessionId).catch(() => {}); } if (m.method === 'Target.detachedFromTarget') { const i = sessions.findIndex((s) => s.id === m.params.sessionId); if (i >= 0) sessions.splice(i, 1); } });
const { targetInfos } = await send('Target.getTargets');
const target = targetInfos.find((t) => t.type === 'page' && t.url.startsWith(server.url));
await send('Target.attachToTarget', { targetId: target.targetId, flatten: true });
await new Promise((r) => setTimeout(r, 1500));
let chunkSeconds = 1;
async function run(n) {
  for (let done = 0; done < n; done += 10) {
    await page.locator('#driver-files').setInputFiles(Array.from({ length: 10 }, (_, i) => mediaPath(names[(done + i) % names.length])));
    chunkSeconds += 0.0005;
    await page.evaluate(async (s) => { await window.foveaDriver.score({ backend: 'wasm', chunkSeconds: s, coverage: 'all' }); }, chunkSeconds);
  }
}
async function look(label) {
  for (const s of sessions) { for (let i = 0; i < 3; i += 1) await send('HeapProfiler.collectGarbage', {}, s.id).catch(() => {}); }
  const out = {};
  for (const s of sessions) {
    const u = await send('Runtime.getHeapUsage', {}, s.id).catch((e) => ({ usedSize: NaN }));
    out[`${s.info.type}:${s.info.url.split('/').pop().slice(0, 16)}`] = [u.usedSize, u.embedderHeapUsedSize ?? 0, u.backingStorageSize ?? 0].map((x) => Math.round(x / 1024));
    if (snaps) {
      const parts = []; const l = (m) => { if (m.sessionId === s.id && m.method === 'HeapProfiler.addHeapSnapshotChunk') parts.push(m.params.chunk); };
      listeners.push(l);
      await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: false }, s.id);
      listeners.splice(listeners.indexOf(l), 1);
      await writeFile(`/tmp/rel/${label}-${s.info.type}-${s.info.url.split('/').pop().slice(0, 12) || 'page'}.heapsnapshot`, parts.join(''));
    }
  }
  const ua = await page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes);
  console.log(label, JSON.stringify(out), 'ua kB', Math.round(ua / 1024));
}
await run(20); await look('a');
const steps = 4;
for (let i = 0; i < steps; i += 1) { await run(many / steps); await look(i === steps - 1 ? 'b' : `m${i}`); }
ws.close(); await browser.close(); await server.close();
