// The hatch of what waits, and the ice of what stands still; they are told from what works without colour.

export function Patterns() {
  return (
    <svg width="0" height="0" className="patterns" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.3" height="4" className="hatch-line" />
        </pattern>
        <pattern id="ice" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" className="ice-ground" />
          <path d="M0 2.5h5M2.5 0v5" className="ice-line" />
        </pattern>
        <pattern id="ice-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="ice-ground" />
          <rect width="1.4" height="5" className="ice-hatch" />
        </pattern>
      </defs>
    </svg>
  )
}
