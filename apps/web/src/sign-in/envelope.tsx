const LINES = [0, 1, 2, 3]
const HOLES_ACROSS = [0, 1, 2, 3, 4, 5, 6]
const HOLES_DOWN = [1, 2, 3, 4, 5, 6, 7]

/** An envelope, stamped and cancelled. */
export function Envelope() {
  return (
    <svg viewBox="0 0 320 200" aria-hidden="true" className="w-full max-w-sm -rotate-2 drop-shadow-lg">
      <rect x="4" y="8" width="312" height="184" rx="8" className="fill-card stroke-line" />
      <path
        d="M4 16a8 8 0 0 1 8-8h296a8 8 0 0 1 8 8L166 112a12 12 0 0 1-12 0z"
        className="fill-sheet stroke-line"
      />
      <g className="stroke-line-strong" strokeWidth="2" strokeLinecap="round" opacity="0.55">
        <path d="M40 142h96M40 156h72M40 170h84" />
      </g>
      <g>
        <rect x="238" y="28" width="56" height="64" className="fill-red" />
        <g className="fill-sheet">
          {HOLES_ACROSS.map((hole) => (
            <g key={hole}>
              <circle cx={238 + hole * 9.33} cy="28" r="2.6" />
              <circle cx={238 + hole * 9.33} cy="92" r="2.6" />
            </g>
          ))}
          {HOLES_DOWN.map((hole) => (
            <g key={hole}>
              <circle cx="238" cy={28 + hole * 8} r="2.6" />
              <circle cx="294" cy={28 + hole * 8} r="2.6" />
            </g>
          ))}
        </g>
        <rect
          x="246"
          y="36"
          width="40"
          height="48"
          fill="none"
          className="stroke-on-red"
          strokeOpacity="0.6"
        />
        <path
          d="M258 76V44h11c7 0 11 4 11 9.500s-4 9.500-11 9.500h-5v13zm6-18h4.500c3.500 0 5.500-1.600 5.500-4.500s-2-4.500-5.500-4.500H264z"
          className="fill-on-red"
        />
      </g>
      <g fill="none" className="stroke-ink" strokeOpacity="0.5" strokeWidth="1.5">
        <circle cx="214" cy="62" r="26" />
        <circle cx="214" cy="62" r="18" />
        {LINES.map((line) => (
          <path key={line} d={`M240 ${50 + line * 8}c8-5 8-5 16 0s8 5 16 0 8-5 16 0 8 5 16 0`} />
        ))}
      </g>
    </svg>
  )
}
