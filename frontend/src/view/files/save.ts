/** Files that the page itself makes. */

/** A table as people's spreadsheets read it: a byte order mark, semicolons, and no cell that becomes a formula. */
export function csv(rows: readonly (readonly string[])[]): string {
  return '\ufeff' + rows.map((row) => row.map(cell).join(';')).join('\r\n') + '\r\n';
}

function cell(text: string): string {
  const plain = harmless(text);
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A cell that begins like a formula is told to be text by an apostrophe (OWASP, CSV injection). */
export const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;

/** Gives a text, or what is in a file already, to the person as a file. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** A text that stands as it is within Markdown, also in a table. */
export const plainMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~]/g, (mark) => '\\' + mark).replace(/\s*\n\s*/g, ' ');
