/** A text that is there to be copied: all of it is selected as soon as it has the focus. */

export function TextToCopy({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <textarea
      className="link-text"
      aria-label={name}
      readOnly
      rows={4}
      value={text}
      onFocus={(event) => event.target.select()}
    />
  )
}
