import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue from 0 to 255. */
type Colour = readonly [number, number, number];
type Shape = (x: number, y: number) => boolean;
interface Layer {
  readonly shape: Shape;
  readonly colour: Colour;
}

const WIDTH = 480;
const HEIGHT = 320;

const wall: Colour = [236, 229, 218];
const table: Colour = [186, 150, 112];
const steel: Colour = [176, 184, 190];
const dark: Colour = [52, 56, 60];
const black: Colour = [30, 31, 33];
const shade: Colour = [140, 149, 156];
const red: Colour = [188, 60, 44];
const paper: Colour = [248, 247, 243];
const light: Colour = [226, 230, 233];
const crumb: Colour = [201, 158, 96];

function box(x: number, y: number, width: number, height: number, radius = 0): Shape {
  return (px, py) => {
    const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
    const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
    const inside = px >= x && px <= x + width && py >= y && py <= y + height;
    return inside && dx * dx + dy * dy <= radius * radius + 0.01;
  };
}

function oval(x: number, y: number, rx: number, ry: number): Shape {
  return (px, py) => ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2 <= 1;
}

function ring(x: number, y: number, rx: number, ry: number, thickness: number): Shape {
  const outer = oval(x, y, rx, ry);
  const inner = oval(x, y, rx - thickness, ry - thickness);
  return (px, py) => outer(px, py) && !inner(px, py);
}

function shapeOf(...points: readonly (readonly [number, number])[]): Shape {
  return (px, py) => {
    let inside = false;
    points.forEach(([x1, y1], at) => {
      const [x2, y2] = points[(at + 1) % points.length]!;
      const crosses = y1 > py !== y2 > py;
      if (crosses && px < ((x2 - x1) * (py - y1)) / (y2 - y1) + x1) inside = !inside;
    });
    return inside;
  };
}

function stroke(thickness: number, ...points: readonly (readonly [number, number])[]): Shape {
  return (px, py) =>
    points.slice(1).some(([x2, y2], at) => {
      const [x1, y1] = points[at]!;
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
      const part = Math.max(
        0,
        Math.min(1, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / length),
      );
      const [dx, dy] = [px - x1 - part * (x2 - x1), py - y1 - part * (y2 - y1)];
      return dx * dx + dy * dy <= (thickness / 2) ** 2;
    });
}

const scene: Layer[] = [
  { shape: () => true, colour: wall },
  { shape: box(0, 236, WIDTH, 84), colour: table },
];

const kettle: Layer[] = [
  { shape: oval(240, 268, 112, 12), colour: [150, 118, 86] },
  { shape: ring(344, 170, 48, 62, 16), colour: dark },
  { shape: shapeOf([104, 102], [130, 104], [172, 132], [162, 182], [142, 166]), colour: shade },
  { shape: shapeOf([160, 108], [322, 108], [344, 252], [138, 252]), colour: steel },
  { shape: shapeOf([178, 112], [206, 112], [196, 250], [158, 250]), colour: light },
  { shape: box(134, 248, 214, 18, 8), colour: dark },
  { shape: oval(241, 108, 82, 15), colour: shade },
  { shape: oval(241, 102, 74, 12), colour: steel },
  { shape: box(226, 78, 30, 20, 8), colour: dark },
];

const scenes: Record<'kettle' | 'crack' | 'label' | 'coffee' | 'toaster', Layer[]> = {
  kettle: [...scene, ...kettle],
  crack: [
    ...scene,
    ...kettle,
    { shape: stroke(3, [252, 96], [262, 120], [254, 146], [270, 176], [262, 204]), colour: black },
    { shape: stroke(2, [254, 146], [236, 162]), colour: black },
    { shape: ring(260, 150, 74, 70, 4), colour: red },
  ],
  label: [
    { shape: () => true, colour: [203, 208, 212] },
    { shape: box(70, 50, 340, 220, 10), colour: paper },
    { shape: box(94, 74, 120, 22), colour: black },
    ...[118, 140, 162, 184].map((y, at) => ({
      shape: box(94, y, 250 - at * 34, 9),
      colour: shade,
    })),
    ...Array.from({ length: 26 }, (_, at) => ({
      shape: box(94 + at * 8, 210, at % 3 === 0 ? 5 : at % 2 === 0 ? 3 : 2, 40),
      colour: black,
    })),
  ],
  coffee: [
    ...scene,
    { shape: box(150, 60, 180, 206, 12), colour: dark },
    { shape: box(176, 130, 128, 110, 4), colour: [22, 23, 25] },
    { shape: box(224, 130, 32, 26, 3), colour: steel },
    { shape: box(212, 196, 58, 44, 8), colour: paper },
    { shape: ring(272, 216, 14, 14, 5), colour: paper },
    { shape: box(170, 78, 54, 30, 4), colour: [86, 152, 164] },
    { shape: oval(288, 93, 13, 13), colour: red },
    { shape: stroke(4, [150, 262], [110, 278], [70, 270]), colour: [118, 84, 54] },
  ],
  toaster: [
    ...scene,
    { shape: box(168, 84, 60, 60, 14), colour: crumb },
    { shape: box(252, 84, 60, 60, 14), colour: [92, 58, 34] },
    { shape: box(130, 120, 220, 136, 26), colour: steel },
    { shape: box(130, 226, 220, 30, 10), colour: dark },
    { shape: box(350, 160, 22, 14, 4), colour: dark },
    { shape: oval(240, 190, 16, 16), colour: light },
  ],
};

const drawn = new Map<string, Buffer>();

/** A picture as somebody takes it in their kitchen: a PNG (RFC 2083) of 480 x 320 pixels. */
export function drawDemoPicture(name: keyof typeof scenes): Buffer {
  const picture = drawn.get(name) ?? draw(name);
  drawn.set(name, picture);
  return picture;
}

function draw(name: keyof typeof scenes): Buffer {
  const layers = scenes[name].toReversed();
  const rows = Buffer.alloc(HEIGHT * (WIDTH * 3 + 1));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const colour = colourAt(layers, x, y);
      const at = y * (WIDTH * 3 + 1) + 1 + x * 3;
      colour.forEach((part, index) => (rows[at + index] = part));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(layers: readonly Layer[], x: number, y: number): number[] {
  // A window on the left: brighter there.
  const bright = 1.06 - (x / WIDTH) * 0.16 - (y / HEIGHT) * 0.06;
  const find = (px: number, py: number) => layers.find(({ shape }) => shape(px, py))!.colour;
  const corners = [find(x + 0.25, y + 0.25), find(x + 0.75, y + 0.75)];
  // Only where an edge runs through the pixel all four places are looked at.
  if (corners[0] !== corners[1]) corners.push(find(x + 0.75, y + 0.25), find(x + 0.25, y + 0.75));
  return [0, 1, 2].map((part) => {
    const sum = corners.reduce((total, colour) => total + colour[part]!, 0);
    return Math.min(255, Math.round((sum / corners.length) * bright));
  });
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
