/** Writes a TrueType font of drawings: https://learn.microsoft.com/typography/opentype/spec/ */
import { linesOf, type Point } from './path.ts';
import { strokeOf } from './stroke.ts';

/** The side of the square that a drawing is made on, the width of the pen, and units of the font per unit of it. */
const side = 24;
const pen = 2;
const fine = 100;
const em = side * fine;

/** The character that stands for the first drawing; it and those after it mean nothing in Unicode. */
export const firstCharacter = 0xe000;

/** A font with one character for each path, beginning with `firstCharacter`, each as wide and high as the type. */
export function fontOf(name: string, paths: readonly string[]): Buffer {
  const shapes = [[], ...paths.map(outlines)];
  const glyphs = shapes.map(glyph);
  const points = Math.max(...shapes.map((shape) => shape.flat().length));
  const contours = Math.max(...shapes.map((shape) => shape.length));
  const offsets = glyphs.reduce<number[]>((all, { length }) => [...all, all.at(-1)! + length], [0]);
  return file({
    'OS/2': os2(paths.length),
    cmap: cmap(paths.length),
    glyf: Buffer.concat(glyphs),
    head: head(),
    hhea: hhea(glyphs.length),
    hmtx: Buffer.concat(shapes.map((shape) => numbers(2, em, leftOf(shape)))),
    loca: numbers(4, ...offsets),
    maxp: Buffer.concat([
      numbers(4, 0x10000),
      numbers(2, glyphs.length, points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    ]),
    name: names(name),
    post: Buffer.concat([numbers(4, 0x30000, 0), numbers(2, 0, 0), numbers(4, 0, 0, 0, 0, 0)]),
  });
}

/** What the pen covers, in units of the font. Its y goes up; that turns the outlines, and all of them alike. */
const outlines = (path: string): Point[][] =>
  linesOf(path)
    .flatMap((line) => strokeOf(line, pen))
    .map((outline) => outline.map(([x, y]): Point => [Math.round(x * fine), Math.round(em - y * fine)]));

/** Where a shape begins; 0 for one that is empty. */
const leftOf = (shape: readonly (readonly Point[])[]) =>
  shape.flat().reduce((least, [x]) => Math.min(least ?? x, x), undefined as number | undefined) ?? 0;

/** Flags of a point: on the outline, one byte for x or y, and which way that goes; overlaps are said on the first. */
const flag = { on: 1, shortX: 2, shortY: 4, positiveX: 16, positiveY: 32, overlaps: 64 } as const;

function glyph(shape: readonly (readonly Point[])[]): Buffer {
  const points = shape.flat();
  if (!points.length) return Buffer.alloc(0);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [dx, dy] = [steps(xs, flag.shortX, flag.positiveX), steps(ys, flag.shortY, flag.positiveY)];
  const flags = points.map((_, i) => flag.on | dx.flags[i]! | dy.flags[i]! | (i ? 0 : flag.overlaps));
  let last = -1;
  const ends = shape.map(({ length }) => (last += length));
  const data = Buffer.concat([
    numbers(2, shape.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)),
    numbers(2, ...ends, 0),
    Buffer.from(flags),
    dx.data,
    dy.data,
  ]);
  return padded(data);
}

/** How the points of a glyph follow each other along one axis. */
function steps(values: readonly number[], short: number, positive: number) {
  const deltas = values.map((value, i) => value - (values[i - 1] ?? 0));
  const brief = (delta: number) => delta !== 0 && Math.abs(delta) < 256;
  return {
    flags: deltas.map((delta) => (brief(delta) ? short | (delta > 0 ? positive : 0) : delta ? 0 : positive)),
    data: Buffer.concat(
      deltas
        .filter((delta) => delta)
        .map((delta) => (brief(delta) ? Buffer.from([Math.abs(delta)]) : numbers(2, delta))),
    ),
  };
}

function head(): Buffer {
  const times = Buffer.alloc(16); // made and changed: the same drawings give the same font
  return Buffer.concat([
    numbers(4, 0x10000, 0x10000, 0, 0x5f0f3cf5),
    numbers(2, 0, em),
    times,
    numbers(2, 0, 0, em, em, 0, 8, 2, 1, 0),
  ]);
}

const hhea = (glyphs: number) =>
  Buffer.concat([numbers(4, 0x10000), numbers(2, em, 0, 0, em, 0, 0, em, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)]);

const os2 = (count: number) =>
  Buffer.concat([
    numbers(2, 4, em, 400, 5, 0, ...Array<number>(11).fill(0)),
    Buffer.alloc(10),
    numbers(4, 0, 0, 0, 0),
    Buffer.from('TAKT'),
    numbers(2, 0x40, firstCharacter, firstCharacter + count - 1, em, 0, 0, em, 0),
    numbers(4, 1, 0),
    numbers(2, 0, 0, 0, 0, 0),
  ]);

/** One run of characters, and the end that every such table has. */
function cmap(count: number): Buffer {
  const last = firstCharacter + count - 1;
  const delta = (1 - firstCharacter) & 0xffff;
  const runs = [4, 4, 1, 0, last, 0xffff, 0, firstCharacter, 0xffff, delta, 1, 0, 0];
  return Buffer.concat([
    numbers(2, 0, 1, 3, 1),
    numbers(4, 12),
    numbers(2, 4, 6 + runs.length * 2, 0, ...runs),
  ]);
}

/** The names that a font must have: family, style, full name, and the one without spaces. */
function names(name: string): Buffer {
  const texts = Object.entries({ 1: name, 2: 'Regular', 4: name, 6: name.replaceAll(' ', '') });
  const encoded = texts.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let at = 0;
  const records = texts.map(([id], i) => {
    const { length } = encoded[i]!;
    at += length;
    return numbers(2, 3, 1, 0x409, Number(id), length, at - length);
  });
  return Buffer.concat([numbers(2, 0, texts.length, 6 + texts.length * 12), ...records, ...encoded]);
}

/** The tables as a file, with their sums. */
function file(tables: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tables);
  const power = 2 ** Math.floor(Math.log2(entries.length));
  let at = 12 + entries.length * 16;
  const directory = entries.map(([tag, data]) => {
    const entry = Buffer.concat([Buffer.from(tag), numbers(4, sumOf(data), at, data.length)]);
    at += padded(data).length;
    return entry;
  });
  const counts = [entries.length, power * 16, Math.log2(power), (entries.length - power) * 16];
  const whole = Buffer.concat([
    numbers(4, 0x10000),
    numbers(2, ...counts),
    ...directory,
    ...entries.map(([, data]) => padded(data)),
  ]);
  const adjust = whole.indexOf(tables['head']!) + 8;
  whole.writeUInt32BE((0xb1b0afba - sumOf(whole)) >>> 0, adjust);
  return whole;
}

function sumOf(data: Buffer): number {
  const words = padded(data);
  let sum = 0;
  for (let i = 0; i < words.length; i += 4) sum = (sum + words.readUInt32BE(i)) >>> 0;
  return sum;
}

const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc(-data.length & 3)]);

/** Numbers of so many bytes each, the greatest byte first. */
function numbers(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * bytes);
  values.forEach((value, i) =>
    data.writeUIntBE(value < 0 ? value + 2 ** (8 * bytes) : value, i * bytes, bytes),
  );
  return data;
}
