import { toast } from './toasts.svelte.ts';
import { t } from './words.svelte.ts';

/** Puts a text on the clipboard, also on pages that are not served over https. Rejects when the browser forbids it. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  (document.querySelector('dialog:modal') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('the browser did not copy');
}

/** Copies what somebody has written and says so; a text that cannot be copied is shown instead, to be taken by hand. */
export function copyWritten(text: string): void {
  copyText(text).then(
    () => toast({ text: t.text.copied() }),
    () => toast({ text, tone: 'trouble' }),
  );
}
