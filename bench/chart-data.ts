import { median, type Measurement } from './measurement.ts';
import type { ChartData } from './page/draw-charts.ts';

/** Splits "clip, stage" names into labels and series. */
function grouped(measurements: readonly Measurement[], title: string, unit: string, logarithmic: boolean): ChartData {
  const split = measurements.map(({ name, values }) => {
    const cut = name.lastIndexOf(', ');
    return { label: name.slice(0, cut), series: name.slice(cut + 2), value: median(values) };
  });
  const labels = [...new Set(split.map(({ label }) => label))];
  const names = [...new Set(split.map(({ series }) => series))];
  return {
    title, unit, kind: 'bar', logarithmic, labels,
    series: names.map((name) => ({ name, values: labels.map((label) => split.find((each) => each.label === label && each.series === name)?.value ?? null) })),
  };
}

/** The charts of a report; sections that did not run are left out. */
export function chartData(measurements: readonly Measurement[]): ChartData[] {
  const of = (section: string, unit: string): Measurement[] => measurements.filter((each) => each.section === section && each.unit === unit);
  const operators = of('operators', 'ms').map((each) => {
    // "operator, ours, wasm" becomes "operator, wasm" in two series.
    const [what = '', who = '', backend = ''] = each.name.split(', ');
    return { ...each, name: `${what} (${backend}), ${who}` };
  });
  const charts = [
    grouped(of('pipeline', '× real time'), 'Times faster than real time', '× real time', true),
    grouped(of('onnx', 'ms').map((each) => {
      // "net, who, backend" becomes "net (backend), who".
      const [net = '', who = '', backend = ''] = each.name.split(', ');
      return { ...each, name: `${net} (${backend}), ${who}` };
    }), 'The same nets in onnxruntime-web', 'ms', true),
    grouped(of('pipeline', 'ms per second of video').map((each) => ({ ...each, name: each.name.replace(', processor time', '') })), 'Processor time of a second by resolution and codec', 'ms', true),
    grouped(of('growth', 'ms per second of video').map((each) => ({ ...each, name: `${each.name}, end to end` })), 'Cost of a second by length of the video', 'ms', false),
    grouped(of('nets', 'ms'), 'Nets, one chunk', 'ms', true),
    grouped(of('kernels', 'ms'), 'Layers of the nets on WebGPU, by kernel', 'ms', true),
    grouped(operators, 'Operators against tf.conv3d and tf.conv3dTranspose', 'ms', true),
    ...of('memory', 'MB resident').map(({ name, values }): ChartData => ({
      title: `Memory: ${name}`, unit: 'MB resident', kind: 'line', logarithmic: false,
      labels: values.map((_, second) => String(second)), series: [{ name: 'renderer', values }],
    })),
  ];
  return charts.filter(({ labels }) => labels.length > 0);
}
