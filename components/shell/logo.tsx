/** μ, for μνήμη: memory; the dot is the thing remembered. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" fill="none" className={className}>
      <path
        d="M7.5 28.5V7.5m0 9.2c0 4.4 2.4 6.9 6.2 6.9s6.6-2.6 6.6-7V7.5m0 12.3c0 2.5 1.2 3.8 3.4 3.8"
        stroke="currentColor"
        strokeWidth="2.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="26" cy="6.4" r="2.7" className="fill-mark-line" />
    </svg>
  );
}
