/** What the page has to tell, in the flow of the page: nothing is covered and nothing disappears by itself. */

import type { Notice } from '../store/notice.ts'
import { dismiss } from '../store/tell.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { QuietButton } from '../ui/QuietButton.tsx'

export function Notices() {
  const notices = useFact((state) => state.notices)
  return (
    <div className="notices" aria-live="polite">
      {notices.map((notice) => (
        <NoticeLine key={notice.topic} notice={notice} />
      ))}
    </div>
  )
}

const marks = { info: 'i', warning: '!', error: '✗' } as const

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const app = useApp()
  const { tone, topic, text } = notice
  return (
    <div className={`notice notice-${tone}`}>
      <span className="notice-mark" aria-hidden="true">
        {marks[tone]}
      </span>
      <p>{text}</p>
      <QuietButton
        name={`Dismiss: ${text}`}
        hint="Dismiss"
        icon="close"
        onClick={() => dismiss(app, topic)}
      />
    </div>
  )
}
