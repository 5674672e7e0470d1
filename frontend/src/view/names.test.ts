import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Stages = Record<string, string>;

const stages = (locale: string) =>
  (JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as { stage: Stages }).stage;

/** The names that the stages have in each language; those of the law on public procurement where it has any. */
const names: Record<string, Stages> = {
  en: {
    need: 'Need',
    concept: 'Concept and business case',
    preparation: 'Preparation and market dialogue',
    tender: 'Tender published',
    evaluation: 'Evaluation',
    standstill: 'Award and standstill',
    implementation: 'Contract and implementation',
    benefits: 'Benefits realisation',
    closed: 'Closed',
    proposed: 'Proposed',
    ready: 'Ready to start',
    setup: 'Setting up',
    running: 'In use',
    sprintEvaluation: 'Evaluation',
    decided: 'Decided',
  },
  sv: {
    need: 'Behov',
    concept: 'Förstudie och nyttokalkyl',
    preparation: 'Förberedelse och marknadsdialog',
    tender: 'Annonserad upphandling',
    evaluation: 'Prövning och utvärdering',
    standstill: 'Tilldelning och avtalsspärr',
    implementation: 'Avtal och införande',
    benefits: 'Nyttorealisering',
    closed: 'Avslutad',
    proposed: 'Förslag',
    ready: 'Startklar',
    setup: 'Etablering',
    running: 'Pilot pågår',
    sprintEvaluation: 'Utvärdering',
    decided: 'Beslutad',
  },
  nb: {
    need: 'Behov',
    concept: 'Konsept og prosjektbegrunnelse',
    preparation: 'Forberedelse og markedsdialog',
    tender: 'Kunngjort konkurranse',
    evaluation: 'Evaluering av tilbud',
    standstill: 'Tildeling og karensperiode',
    implementation: 'Kontrakt og gjennomføring',
    benefits: 'Gevinstrealisering',
    closed: 'Avsluttet',
    proposed: 'Forslag',
    ready: 'Klar til start',
    setup: 'Etablering',
    running: 'Pilotering',
    sprintEvaluation: 'Evaluering',
    decided: 'Besluttet',
  },
  da: {
    need: 'Behov',
    concept: 'Analyse og business case',
    preparation: 'Forberedelse og markedsdialog',
    tender: 'Udbud offentliggjort',
    evaluation: 'Evaluering af tilbud',
    standstill: 'Tildeling og standstill',
    implementation: 'Kontrakt og gennemførelse',
    benefits: 'Gevinstrealisering',
    closed: 'Afsluttet',
    proposed: 'Forslag',
    ready: 'Klar til start',
    setup: 'Etablering',
    running: 'Pilot i drift',
    sprintEvaluation: 'Evaluering',
    decided: 'Besluttet',
  },
};

test.each(Object.keys(names))('the stages are called by their right names (%s)', (locale) => {
  expect(stages(locale)).toMatchObject(names[locale]!);
});
