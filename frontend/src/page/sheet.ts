import { saveFile } from '../view/files/save.ts';
import type { Sheet, SheetFormat } from '../view/files/sheet.ts';
import { ask } from './http.ts';

/** Has the server make a file of a table, and gives it to the reader. */
export async function saveSheet(board: string, table: Sheet, format: SheetFormat): Promise<void> {
  const file = await ask<Blob>('POST', `/api/boards/${board}/sheet`, { format, ...table });
  saveFile(`${table.title}.${format}`, file.type, file);
}
