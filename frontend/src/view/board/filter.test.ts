import { expect, test } from 'vitest';
import { card, opened } from '../testing/opened.ts';

const cards = [
  card('Telephony', 'a0', { owner: 'bob', labels: ['law'], description: 'Switchboard and mobiles' }),
  card('Payroll', 'a1', { unit: 'it', risk: { level: 'high' }, waiting_for: { party: 'Council' } }),
  card('Chat', 'a0', { lane: 'sprint', stage: 'proposed', cluster: 'care', champion: 'bob' }),
];

function shown(search: string): string[] {
  const { store, desk } = opened(cards, { search });
  return [...store.cards()].filter(({ record }) => desk.filter.matches(record)).map(({ id }) => id);
}

test.each([
  ['', ['Telephony', 'Payroll', 'Chat']],
  ['?q=TELE', ['Telephony']],
  ['?q=mobiles', ['Telephony']],
  ['?q=legal', ['Telephony']],
  ['?q=dahl', ['Telephony', 'Chat']],
  ['?q=infra', ['Payroll']],
  ['?q=dahl+chat', ['Chat']],
  ['?q=nothing', []],
  ['?label=law', ['Telephony']],
  ['?person=bob', ['Telephony', 'Chat']],
  ['?person=bob&lane=sprint', ['Chat']],
  ['?unit=it&unit=other', ['Payroll']],
  ['?cluster=care', ['Chat']],
  ['?risk=high&risk=low', ['Payroll']],
  ['?waiting=1', ['Payroll']],
])('%s shows %j', (search, expected) => {
  expect(shown(search)).toEqual(expected);
});

test('what is chosen stands in the address, and goes with clear', () => {
  const { desk } = opened(cards, { search: '?other=kept' });
  const { filter } = desk;
  filter.text = 'pay roll';
  filter.toggle('label', 'law');
  filter.toggle('risk', 'high');
  filter.toggle('risk', 'high');
  filter.waiting = true;
  expect(filter.search).toBe('?other=kept&q=pay+roll&label=law&waiting=1');
  expect(filter.choices).toBe(2);
  filter.clear();
  expect(filter.search).toBe('?other=kept');
  expect(filter.active).toBe(false);
});

test('a stage shows what matches, and a card in hand where it would be put down', () => {
  const { store, desk } = opened(cards, { search: '?q=payroll' });
  const need = store.stage('marathon', 'need')!;
  expect(desk.visible(need)).toEqual(['Payroll']);
});

test('how a view is set stands in the address beside the filter, and outlives it', () => {
  const { filter } = opened(cards, { search: '?zoom=year&q=pay' }).desk;
  expect(filter.setting('zoom')).toBe('year');
  filter.set('sort', 'end');
  filter.clear();
  expect(filter.search).toBe('?zoom=year&sort=end');
  filter.set('zoom', undefined);
  expect(filter.setting('zoom')).toBeUndefined();
});
