import { toast } from './toasts.svelte.ts';
import { t, wordsHere } from './words.svelte.ts';

/** Fetches a part of the page with its words. One that cannot be had is told of, and rejects. */
export async function fetched<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    const part = await load();
    await wordsHere();
    return part;
  } catch (error) {
    toast({ text: t.notFound.chunk(), tone: 'trouble' });
    throw error;
  }
}

/** Fetches a part of the page and does something with it. Nothing comes of it when it cannot be had. */
export function using<Part>(load: () => Promise<Part>, use: (part: Part) => void): void {
  fetched(load).then(use, () => {});
}
