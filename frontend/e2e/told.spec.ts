import { expect, test, type Person } from './fixtures.ts';
import { press } from './keys.ts';

// What a screen reader is given of a move: the tree of both stages, and what the polite live region says.

interface Words {
  readonly locale: string;
  readonly lane: string;
  readonly need: string;
  readonly concept: string;
  readonly actions: string;
  readonly cards: (count: number) => string;
  readonly picked: string;
  readonly carried: string;
  readonly moved: string;
  readonly moving: string;
}

const languages: Readonly<Record<string, Words>> = {
  English: {
    locale: 'en-GB',
    lane: 'Marathon',
    need: 'Need',
    concept: 'Concept and business case',
    actions: 'Actions for',
    cards: (count) => (count === 1 ? '1 card' : `${count} cards`),
    picked: 'Picked up Payroll. Need, place 2 of 2. Arrow keys carry, Space drops, Escape cancels.',
    carried: 'Concept and business case, place 2 of 2.',
    moved: 'Payroll moved from Need to Concept and business case, place 2 of 2.',
    moving: 'Ann is moving this',
  },
  Swedish: {
    locale: 'sv-SE',
    lane: 'Maraton',
    need: 'Behov',
    concept: 'Förstudie och nyttokalkyl',
    actions: 'Åtgärder för',
    cards: (count) => `${count} kort`,
    picked: 'Lyfte Payroll. Behov, plats 2 av 2. Piltangenter bär, mellanslag släpper, Escape avbryter.',
    carried: 'Förstudie och nyttokalkyl, plats 2 av 2.',
    moved: 'Payroll flyttades från Behov till Förstudie och nyttokalkyl, plats 2 av 2.',
    moving: 'Ann flyttar det här',
  },
  Norwegian: {
    locale: 'nb-NO',
    lane: 'Maraton',
    need: 'Behov',
    concept: 'Konsept og prosjektbegrunnelse',
    actions: 'Handlinger for',
    cards: (count) => `${count} kort`,
    picked: 'Løftet Payroll. Behov, plass 2 av 2. Piltaster bærer, mellomrom slipper, Escape avbryter.',
    carried: 'Konsept og prosjektbegrunnelse, plass 2 av 2.',
    moved: 'Payroll ble flyttet fra Behov til Konsept og prosjektbegrunnelse, plass 2 av 2.',
    moving: 'Ann flytter dette',
  },
  Danish: {
    locale: 'da-DK',
    lane: 'Maraton',
    need: 'Behov',
    concept: 'Analyse og business case',
    actions: 'Handlinger for',
    cards: (count) => `${count} kort`,
    picked: 'Løftede Payroll. Behov, plads 2 af 2. Piletaster bærer, mellemrum slipper, Escape fortryder.',
    carried: 'Analyse og business case, plads 2 af 2.',
    moved: 'Payroll blev flyttet fra Behov til Analyse og business case, plads 2 af 2.',
    moving: 'Ann flytter dette',
  },
};

type Titles = Readonly<Record<string, string>>;

/**
 * A stage as a screen reader is to be given it: its name, how many cards lie there, and those that are drawn, each
 * with what it says besides.
 */
function tree({ lane, actions, cards }: Words, stage: string, count: number, titles: Titles): string {
  const items = Object.entries(titles).map(
    ([title, says]) => `
    - listitem:
      - button "${actions} ${title}"
      - link "${title}"
      - text: /${says || '.'}/`,
  );
  return `
- heading "${stage}" [level=3]
- paragraph: ${cards(count)}
- 'list "${lane}: ${stage}"':
    - /children: equal${items.join('')}`;
}

const stage = ({ page }: Person, name: string) => page.getByRole('region', { name, exact: true });

for (const [language, words] of Object.entries(languages))
  test(`a move is told in ${language}`, async ({ takt, visit }) => {
    const { need, concept } = words;
    const board = await takt.board('Told', {
      'marathon/need': ['Telephony', 'Payroll'],
      'marathon/concept': ['Roads'],
    });
    const context = { locale: words.locale };
    const ann = await visit(takt, board, 'Ann', { context });
    const bob = await visit(takt, board, 'Bob', { context });
    const told = (person: Person, name: string, count: number, titles: Titles) =>
      expect(stage(person, name)).toMatchAriaSnapshot(tree(words, name, count, titles));
    for (const person of [ann, bob]) {
      await told(person, need, 2, { Telephony: '', Payroll: '' });
      await told(person, concept, 1, { Roads: '' });
    }
    const voice = ann.page.getByRole('status').filter({ hasText: 'Payroll' });
    await expect(voice).toHaveCount(0);

    await press(ann, 'ArrowDown', 'ArrowDown', 'Space');
    await ann.hears(words.picked);
    await expect(voice).toHaveAttribute('aria-live', 'polite');
    await press(ann, 'ArrowRight');
    await ann.hears(words.carried);
    await told(ann, need, 2, { Telephony: '' });
    await told(ann, concept, 1, { Roads: '', Payroll: '' });
    await told(bob, need, 2, { Telephony: '', Payroll: words.moving });
    await told(bob, concept, 1, { Roads: '' });

    await press(ann, 'Space');
    await ann.hears(words.moved);
    await expect(voice).toHaveText(words.moved);
    for (const person of [ann, bob]) {
      await told(person, need, 1, { Telephony: '' });
      await told(person, concept, 2, { Roads: '', Payroll: '' });
    }
    await expect(ann.card('Payroll').getByRole('link')).toBeFocused();
    await expect(bob.page.getByRole('status').filter({ hasText: 'Payroll' })).toHaveCount(0);
  });
