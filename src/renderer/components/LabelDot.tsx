// The colour of a label as a dot beside its name.
// Decoration for eyes that see it; the name beside it says the same.

export function LabelDot({ color, size = 12 }: { readonly color: string; readonly size?: number }) {
  return (
    <span
      aria-hidden
      style={{
        display: 'inline-block',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: '50%',
        background: color,
      }}
    />
  );
}
