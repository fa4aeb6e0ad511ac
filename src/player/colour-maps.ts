/** Perceptually uniform colour maps, safe for colour-blind eyes: equal steps in value look like equal steps in lightness. */
export type ColourMapName = 'inferno' | 'viridis' | 'cividis';

export const COLOUR_MAP_NAMES: readonly ColourMapName[] = ['inferno', 'viridis', 'cividis'];

/** Seventeen evenly spaced stops of each map; linear steps between them stay within the eye's tolerance. */
const STOPS: Readonly<Record<ColourMapName, string>> = {
  inferno: '000004 0b0724 210c4a 3d0965 57106e 71196e 8a226a a32c61 bc3754 d04545 e35933 f1711f f98c0a fcaa0f f9c932 f2e865 fcffa4',
  viridis: '440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1f9f88 27ad81 3dbc74 5cc863 81d34d aadc32 d5e21a fde725',
  cividis: '00224e 002e6a 1a386f 32436d 434e6c 535a6d 61656f 6f7073 7d7c78 8b8778 9a9376 aaa073 bbad6d ccba64 ddc858 efd748 fee838',
};

const tables = new Map<ColourMapName, Uint8ClampedArray>();

/** 256 colours as RGB bytes, `[r, g, b, r, g, b, …]`. */
export function colourTable(name: ColourMapName): Uint8ClampedArray {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const stops = STOPS[name].split(' ').map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const table = new Uint8ClampedArray(256 * 3);
  for (let value = 0; value < 256; value += 1) {
    const place = (value / 255) * (stops.length - 1);
    const left = Math.min(Math.floor(place), stops.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const from = stops[left]?.[channel] ?? 0;
      const to = stops[left + 1]?.[channel] ?? 0;
      table[value * 3 + channel] = from + (to - from) * (place - left);
    }
  }
  tables.set(name, table);
  return table;
}

/** The map as a CSS gradient, for legends. */
export function colourGradient(name: ColourMapName): string {
  return `linear-gradient(to right, ${STOPS[name].split(' ').map((hex) => `#${hex}`).join(', ')})`;
}
