/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: { warningFilter: (warning) => !warning.filename?.includes('node_modules') },
};
