import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { offline, offlineFile } from './scripts/offline-plugin.ts'

// The page loads nothing from elsewhere and sends nothing anywhere; the policy makes the browser hold it to that.
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

// A meta element cannot carry frame-ancestors and does not reach a worker loaded by its address, so a host
// should send the policy as a header too, as the preview server does. Only `?embed=1` may stand in a frame.
const headers = {
  'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

// Only in the built page: the development server needs inline scripts and a web socket for hot reloading.
function contentSecurityPolicy(): Plugin {
  return {
    name: 'heddle:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}

function sendHeaders(): Plugin {
  return {
    name: 'heddle:headers',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const isEmbedded = /[?&]embed=1(?:&|$)/.test(request.url ?? '')
        for (const [name, value] of Object.entries(headers)) {
          response.setHeader(
            name,
            isEmbedded ? value.replace(/frame-ancestors 'none'$/, 'frame-ancestors *') : value,
          )
        }
        next()
      })
    },
  }
}

const page = fileURLToPath(new URL('index.html', import.meta.url))
const offlineWorker = fileURLToPath(new URL('src/worker/offline.worker.ts', import.meta.url))

interface Modules {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null
}

// All that the page needs at once is one file: shared parts in files of their own compress worse.
function firstLoad(): (id: string, modules: Modules) => string | null {
  const needed = new Set<string>()
  const need = (id: string, modules: Modules): void => {
    if (needed.has(id)) return
    needed.add(id)
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) need(next, modules)
  }
  return (id, modules) => {
    need(page, modules)
    return needed.has(id) ? 'page' : null
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), sendHeaders(), offline(['icon.svg'])],
  build: {
    outDir: 'dist/web',
    target: ['chrome120', 'edge120', 'firefox121', 'safari17.2'],
    // A small asset inlined as data: would be refused by the policy, except for images.
    assetsInlineLimit: 0,
    // The names of all that other files need are left out of the first load: it costs one more round trip when a
    // view is opened for the first time.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, dependencies) =>
        dependencies.filter((name) => name.endsWith('.css')),
    },
    rolldownOptions: {
      input: { index: page, offline: offlineWorker },
      output: {
        codeSplitting: { groups: [{ name: firstLoad(), debugName: 'page' }] },
        // A service worker keeps its address for ever.
        entryFileNames: ({ name }) =>
          name === 'offline' ? offlineFile : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
})
