import 'virtual:icons.css';
import { expect, test } from 'vitest';
import { icons } from './icons.ts';

test('the browser takes the font of the icons, and draws each of them', async () => {
  const [font] = await document.fonts.load("24px 'Takt Icons'", '\ue000');
  expect(font?.status).toBe('loaded');
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  canvas.font = "24px 'Takt Icons'";
  canvas.textBaseline = 'alphabetic';
  const drawn = Object.keys(icons).map((_, i) => {
    canvas.clearRect(0, 0, 24, 24);
    canvas.fillText(String.fromCharCode(0xe000 + i), 0, 24);
    const { data } = canvas.getImageData(0, 0, 24, 24);
    return data.filter((value, at) => at % 4 === 3 && value > 200).length;
  });
  expect(Math.min(...drawn)).toBeGreaterThan(0);
  expect(new Set(drawn).size).toBeGreaterThan(drawn.length / 3);
});
