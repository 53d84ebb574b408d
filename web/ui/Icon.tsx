/** The few pictures that buttons carry. They say nothing to screen readers: the button's name does. */

const paths = {
  first: 'M4 3v10M12.5 3.5 6 8l6.5 4.5z',
  back: 'M11.5 3.5 5 8l6.5 4.5z',
  forward: 'M4.5 3.5 11 8l-6.5 4.5z',
  last: 'M12 3v10M3.5 3.5 10 8l-6.5 4.5z',
  play: 'M4.5 2.5 13 8l-8.5 5.5z',
  pause: 'M5 3v10M11 3v10',
  undo: 'M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7',
  redo: 'M10 3l3.5 3.5L10 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9',
  reset: 'M3.5 4.5v3.5h3.5M3.8 8a4.8 4.8 0 1 1 1.4 3.8',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.3 4.3L11.5 8.7M9 11.5 7.5 13a3 3 0 0 1-4.3-4.3L4.5 7.3',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6M8 1v1.7M8 13.3V15M1 8h1.7M13.3 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13',
  dark: 'M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  close: 'M4 4l8 8M12 4l-8 8',
  pane: 'M2 3h12v10H2zM6 3v10',
  menu: 'M2 4h12M2 8h12M2 12h12',
  more: 'M3.5 7.1a.9.9 0 1 0 0 1.8a.9.9 0 1 0 0-1.8M8 7.1a.9.9 0 1 0 0 1.8a.9.9 0 1 0 0-1.8M12.5 7.1a.9.9 0 1 0 0 1.8a.9.9 0 1 0 0-1.8',
  share:
    'M11.5 5.5a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 1 0 0 3.6M4.5 9.8a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 1 0 0 3.6M11.5 14.1a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 1 0 0 3.6M6.1 7.2l3.8-2.4M6.1 8.8l3.8 2.4',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 11v2.5h11V11',
  clock: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 4.5V8l2.5 1.5',
  sliders: 'M2 4.5h6M12 4.5h2M8 2.5h4v4H8zM2 11.5h2M8 11.5h6M4 9.5h4v4H4z',
  up: 'M4 9.5 8 6l4 3.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3 14 14',
  chevron: 'M4 6.5 8 10l4-3.5',
  all: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z',
} as const

export type IconName = keyof typeof paths

const filled: readonly IconName[] = ['first', 'back', 'forward', 'last', 'play', 'more']

export function Icon({ name }: { readonly name: IconName }) {
  const className = filled.includes(name) ? 'icon icon-filled' : 'icon'
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}

/** Four warp threads under the weft; the heddle has lifted the third. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="logo-warp" d="M5 8v20M12 8v20M27 8v20" />
      <path className="logo-weft" d="M2 19h28" />
      <path className="logo-lifted" d="M19.5 3v20" />
    </svg>
  )
}
