import { colourTable } from '../player/colour-maps.ts';

const COUNT = 620;
// The golden angle spreads points evenly on a disc, as a sunflower does and, nearly, the retina.
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

interface Cone {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly colour: string;
  readonly opacity: number;
}

function cones(): Cone[] {
  const table = colourTable('inferno');
  return Array.from({ length: COUNT }, (_, i) => {
    const share = i / (COUNT - 1);
    // Dense in the middle, sparse outside: the fovea, where an eye sees sharply.
    const radius = 4 + 190 * share ** 0.82;
    const angle = i * GOLDEN_ANGLE;
    const value = Math.round(212 - 150 * share ** 0.6);
    return {
      x: 200 + radius * Math.cos(angle),
      y: 200 + radius * Math.sin(angle),
      r: 1.5 + 3.1 * share ** 0.7,
      colour: `rgb(${table[value * 3] ?? 0} ${table[value * 3 + 1] ?? 0} ${table[value * 3 + 2] ?? 0})`,
      opacity: 1 - 0.72 * share ** 1.3,
    };
  });
}

const CONES = cones();

/** The mosaic of cones around the centre of an eye, in the heatmap's colours. A decoration. */
export function ConeMosaic() {
  return (
    <svg className="cone-mosaic" viewBox="0 0 400 400" aria-hidden="true">
      {CONES.map(({ x, y, r, colour, opacity }, i) => (
        <circle key={i} cx={x.toFixed(2)} cy={y.toFixed(2)} r={r.toFixed(2)} fill={colour} opacity={opacity.toFixed(3)} />
      ))}
    </svg>
  );
}
