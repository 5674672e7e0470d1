import 'virtual:icons.css';
import { expect, test } from 'vitest';
import { icons } from './icons.ts';

/** The character by which the style sheet shows an icon. */
function characterOf(name: string): string {
  const shown = document.body.appendChild(document.createElement('span'));
  shown.className = `icon-${name}`;
  const { content } = getComputedStyle(shown, '::before');
  shown.remove();
  return content.slice(1, -1);
}

test('the browser takes the font of the icons, and draws each of them', async () => {
  const characters = Object.keys(icons).map(characterOf);
  const [font] = await document.fonts.load("24px 'Takt Icons'", characters[0]);
  expect(font?.status).toBe('loaded');
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  canvas.font = "24px 'Takt Icons'";
  canvas.textBaseline = 'alphabetic';
  const drawn = characters.map((character) => {
    canvas.clearRect(0, 0, 24, 24);
    canvas.fillText(character, 0, 24);
    const { data } = canvas.getImageData(0, 0, 24, 24);
    return data.filter((value, at) => at % 4 === 3 && value > 200).length;
  });
  expect(Math.min(...drawn)).toBeGreaterThan(0);
  expect(new Set(drawn).size).toBeGreaterThan(drawn.length / 3);
});
