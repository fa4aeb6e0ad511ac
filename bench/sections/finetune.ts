import type { Section } from '../section.ts';

/** Fine-tuning on kept features, cross-validation included. */
export const finetune: Section = async ({ chromium, quick, say }) => {
  const [clips, chunks] = quick ? [20, 8] : [50, 8];
  say(`fine-tuning on ${clips} clips`);
  const page = await chromium.openBenchPage();
  try {
    const seconds = await page.evaluate(([n, m]) => window.foveaBench?.finetune(n, m) ?? NaN, [clips, chunks] as const);
    return [{ section: 'finetune', name: `${clips} clips × ${chunks} chunks, 5 folds`, unit: 's', values: [seconds] }];
  } finally {
    await page.context().close();
  }
};
