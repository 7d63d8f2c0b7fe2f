// The hatch of what waits; it is told from what works without colour.

export function Patterns() {
  return (
    <svg width="0" height="0" className="patterns" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.3" height="4" className="hatch-line" />
        </pattern>
      </defs>
    </svg>
  )
}
