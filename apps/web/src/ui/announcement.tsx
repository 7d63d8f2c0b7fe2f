// The line at the foot of the page that tells what was done.
import { dismissAnnouncement, useAnnouncement } from './announce.ts'

export function Announcement() {
  const current = useAnnouncement((state) => state.current)
  return (
    <div className="announcement-place" role="status">
      {current !== undefined && (
        <div className="announcement">
          {current.text}
          {current.action !== undefined && (
            <button
              type="button"
              onClick={() => {
                current.action?.run()
                dismissAnnouncement()
              }}
            >
              {current.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
