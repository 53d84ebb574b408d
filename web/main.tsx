import { openPage } from './app/open-page.tsx'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no element #root')
openPage(root, {
  model: () =>
    new Worker(new URL('../src/worker/heddle.worker.ts', import.meta.url), { type: 'module' }),
  search: () =>
    new Worker(new URL('../src/worker/search.worker.ts', import.meta.url), { type: 'module' }),
})
