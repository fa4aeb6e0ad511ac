import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Title } from 'chart.js';

/** One picture of the report: bars beside each other for every label, or lines over minutes. */
export interface ChartData {
  readonly title: string;
  readonly unit: string;
  readonly kind: 'bar' | 'line';
  readonly logarithmic: boolean;
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

const COLOURS = ['#2b6cb0', '#dd8a1f', '#2f855a', '#9b2c6f'];
const WIDTH = 960;

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Title);

/** Draws all charts below each other, without animation, for a screenshot. */
export function drawCharts(charts: readonly ChartData[]): void {
  const place = document.getElementById('charts');
  if (place === null) throw new Error('The page has no #charts.');
  place.replaceChildren();
  place.style.width = `${WIDTH}px`;
  for (const { title, unit, kind, logarithmic, labels, series } of charts) {
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = kind === 'bar' ? 90 + labels.length * (14 + 12 * series.length) : 360;
    place.append(canvas);
    const value = { type: logarithmic ? ('logarithmic' as const) : ('linear' as const), title: { display: true, text: unit }, ...(logarithmic ? {} : { min: 0 }) };
    const label = { type: 'category' as const };
    new Chart(canvas, {
      type: kind,
      data: {
        labels: [...labels],
        datasets: series.map(({ name, values }, i) => ({
          label: name, data: [...values], backgroundColor: COLOURS[i % COLOURS.length] ?? '', borderColor: COLOURS[i % COLOURS.length] ?? '', pointRadius: 0,
        })),
      },
      options: {
        animation: false,
        responsive: false,
        indexAxis: kind === 'bar' ? 'y' : 'x',
        plugins: { title: { display: true, text: title }, legend: { display: series.length > 1 } },
        scales: kind === 'bar' ? { x: value, y: label } : { x: label, y: value },
      },
    });
  }
}
