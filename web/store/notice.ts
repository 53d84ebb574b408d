/**
 * What the page has to tell and must not lose: shown until dismissed or until a newer notice on the same
 * topic takes its place.
 */

export type NoticeTopic =
  /** That all of a schedule could be kept. */
  | 'replay'
  /** How much of a schedule was lost. An edit that loses nothing more leaves it standing. */
  | 'lost'
  /** Why a thread cannot take the next step. Outdated by the next move. */
  | 'blocked'
  /** What was found out about the run. Outdated by the next run. */
  | 'explain'
  | 'model'
  /** A part of the page that could not be loaded. */
  | 'part'
  | 'link'
  /** A newer version of the page is ready. */
  | 'update'
  /** Of runs that are pinned by a link, or left out of one. */
  | 'pins'
  | 'copy'

export interface Notice {
  readonly topic: NoticeTopic
  readonly tone: 'info' | 'warning' | 'error'
  readonly text: string
}

export const noNotices: readonly Notice[] = []

export function withNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  return [...withoutTopic(notices, notice.topic), notice]
}

export function withoutTopic(notices: readonly Notice[], topic: NoticeTopic): readonly Notice[] {
  const left = notices.filter((notice) => notice.topic !== topic)
  return left.length === notices.length ? notices : left
}
