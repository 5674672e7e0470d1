/** Keeps what the page needs at first together: one file compresses better than many, and is asked for once. */
import type { Rollup } from 'vite';

interface Graph {
  getModuleInfo(id: string): Pick<Rollup.ModuleInfo, 'importedIds'> | null;
}

/** The modules that run before the page shows anything: those that `entry` imports, and those that they import. */
export function firstLook(entry: string, graph: Graph): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

/** Names the chunk of a module: `index` for what is needed at first, and for the rest what the bundler thinks best. */
export function chunkName(entry: string): (id: string, graph: Graph) => string | null {
  let modules: ReadonlySet<string> | undefined;
  return (id, graph) => {
    modules ??= firstLook(entry, graph);
    return modules.has(id) ? 'index' : null;
  };
}
